using Gatehouse.Server.Administrators;
using Gatehouse.Server.Components;
using Gatehouse.Server.Invitations;

namespace Gatehouse.Server.Console.Administrators;

/// <summary>
/// GET and POST /console/{tenant}/settings/administrators/add: one more administrator, with a temporary password or a link to choose one, either
/// of which is shown once.
/// </summary>
internal sealed class AddAdministratorPage(AddAdministrator add, InviteUser invite) : IConsolePage
{
    public const string Path = AdministratorListPage.Path + "/add";

    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    public async Task GetAsync(ConsoleVisit visit)
    {
        if (await AdministratorSection.AdmitsAsync(visit)) await ShowAsync(visit, null);
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (!await AdministratorSection.AdmitsAsync(visit)) return;
        if (!Enum.TryParse<AdministratorRole>(visit.Form["role"], out var role) || !Enum.IsDefined(role))
        {
            await ShowAsync(visit, ApiProblem.Own(visit.Say("administrators.choose_role")));
            return;
        }

        var isInvited = visit.Form["start"] is "invitation";
        var wanted = new NewAdministrator(visit.Form["username"].Trim(), Given(visit, "primaryEmail"), Given(visit, "name"), role);
        if (!(await add.ExecuteAsync(wanted, !isInvited, visit.Aborted)).TryGet(out var made, out var refused))
        {
            var problem = AdministratorSection.ProblemOf(visit, refused);
            await ShowAsync(visit, problem.At(refused.Code.Contains("email", StringComparison.Ordinal) ? "primaryEmail" : "username"));
            return;
        }

        string? link = null;
        if (isInvited)
        {
            var invited = await invite.ExecuteAsync(made.Administrator.Id, new NewUserInvitation(InvitationLifetime, null, IsSent: false, null, null, null), visit.Aborted);
            if (!invited.TryGet(out var invitation, out refused))
            {
                await ShowAsync(visit, AdministratorSection.ProblemOf(visit, refused));
                return;
            }

            link = invitation.Link;
        }

        // The answer of the form itself: an address that shows it again would keep it somewhere.
        await visit.ShowAsync<AddedAdministratorView, AddedAdministratorModel>(visit.Say("administrators.added"), new AddedAdministratorModel(made.Administrator, made.Password, link));
    }

    private static string? Given(ConsoleVisit visit, string name) => visit.Form[name].Trim() is { Length: > 0 } value ? value : null;

    private static Task ShowAsync(ConsoleVisit visit, ApiProblem? problem) => visit.ShowAsync<AddAdministratorView, AddAdministratorModel>(
        visit.Say("administrators.add"), new AddAdministratorModel(visit.Form, problem), problem?.Status ?? StatusCodes.Status200OK);
}

/// <param name="Form">As it was typed.</param>
internal sealed record AddAdministratorModel(PostedForm Form, ApiProblem? Problem);

/// <param name="Password">Shown this once; null where there is a link.</param>
/// <param name="Link">Shown this once; null where there is a password.</param>
internal sealed record AddedAdministratorModel(Administrator Administrator, string? Password, string? Link);
