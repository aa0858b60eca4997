using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Administrators;

/// <summary>The pages on which owners say who may use the console. They are about tenant <c>admin</c>, whichever tenant is looked at.</summary>
internal static class AdministratorSection
{
    public static ConsoleRoutes MapAdministrators(this ConsoleRoutes routes) => routes
        .Page<AdministratorListPage>(AdministratorListPage.Path)
        .Page<AddAdministratorPage>(AddAdministratorPage.Path)
        .Page<AdministratorPage>(AdministratorPage.Path);

    /// <summary>Only owners come here. False: it is somebody else, and that is answered.</summary>
    public static async Task<bool> AdmitsAsync(ConsoleVisit visit)
    {
        if (visit.Frame.Administrator.IsOwner) return true;
        var problem = ProblemOf(visit, Gatehouse.Server.Administrators.AdministratorRefusals.RoleForbids);
        await visit.ShowAsync<ProblemView, ApiProblem>(visit.Say("problem.title"), problem, problem.Status);
        return false;
    }

    /// <summary>A refusal as the API would tell it.</summary>
    public static ApiProblem ProblemOf(ConsoleVisit visit, Platform.Errors.Refusal refused) =>
        new(refused.Status, refused.Code, visit.Frame.Texts.SayCode(refused.Code, refused.Values), new Dictionary<string, string>());
}
