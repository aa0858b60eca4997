using Gatehouse.Server.Administrators;
using Gatehouse.Server.Components;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Console.Administrators;

/// <summary>GET and POST /console/{tenant}/settings/administrators/{userId}: what one administrator may do; suspend, reactivate, remove.</summary>
internal sealed class AdministratorPage(FindAdministrators find, ChangeAdministrator change) : IConsolePage
{
    public const string Path = AdministratorListPage.Path + "/{userId}";

    public static string UrlOf(string userId) => $"{AdministratorListPage.Path}/{Uri.EscapeDataString(userId)}";

    public async Task GetAsync(ConsoleVisit visit)
    {
        if (await AdministratorSection.AdmitsAsync(visit)) await ShowAsync(visit, null);
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (!await AdministratorSection.AdmitsAsync(visit)) return;
        if (await FindAsync(visit) is not { } administrator) return;
        var own = visit.Frame.Administrator.UserId;
        Refusal? refused = null;
        switch (visit.Form["action"])
        {
            case "role" when Enum.TryParse<AdministratorRole>(visit.Form["role"], out var role) && Enum.IsDefined(role):
                refused = (await change.SetRoleAsync(administrator.Id, role, visit.Aborted)).Refusal;
                break;
            case "suspend":
                refused = (await change.SetSuspendedAsync(administrator.Id, true, own, visit.Aborted)).Refusal;
                break;
            case "reactivate":
                refused = (await change.SetSuspendedAsync(administrator.Id, false, own, visit.Aborted)).Refusal;
                break;
            case "remove" when visit.Form["typed"].Trim() != administrator.Name:
                await ShowAsync(visit, ApiProblem.Own(visit.Say("administrators.typed_differs"), "typed"));
                return;
            case "remove":
                refused = (await change.RemoveAsync(administrator.Id, own, visit.Aborted)).Refusal;
                break;
            default:
                await ShowAsync(visit, ApiProblem.Own(visit.Say("administrators.choose_role")));
                return;
        }

        if (refused is null) Finish(visit, administrator);
        else await ShowAsync(visit, AdministratorSection.ProblemOf(visit, refused));
    }

    private static void Finish(ConsoleVisit visit, Administrator administrator)
    {
        var action = visit.Form["action"];
        visit.Done(action is "remove" ? AdministratorListPage.Path : UrlOf(administrator.Id), "administrator_" + action, administrator.Name);
    }

    private async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        if (await FindAsync(visit) is { } administrator)
            await visit.ShowAsync<AdministratorView, AdministratorModel>(administrator.Name, new AdministratorModel(administrator, visit.Form["role"], problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>Null: there is none of that id, and that is answered.</summary>
    private async Task<Administrator?> FindAsync(ConsoleVisit visit)
    {
        if ((await find.AllAsync(visit.Aborted)).FirstOrDefault(each => each.Id == visit.Route("userId")) is { } found) return found;
        var problem = AdministratorSection.ProblemOf(visit, AdministratorRefusals.NotFound);
        await visit.ShowAsync<ProblemView, ApiProblem>(visit.Say("problem.not_found"), problem, problem.Status);
        return null;
    }
}

/// <param name="Chosen">The role as it was posted; empty before.</param>
internal sealed record AdministratorModel(Administrator Administrator, string Chosen, ApiProblem? Problem)
{
    public string Role => Chosen.Length > 0 ? Chosen : Administrator.Role.ToString();
}
