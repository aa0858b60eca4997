using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET and POST /console/{tenant}/organizations/{organizationId}/members/{memberId}, and the same of an application: its roles there.</summary>
/// <param name="assignment">The tab that it stands in.</param>
/// <param name="route">The API's route of the roles of one.</param>
internal abstract class MemberRolesPage(Assignment assignment, string route) : IConsolePage
{
    /// <summary>The name of the boxes.</summary>
    public const string Roles = "organizationRoleIds";

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, FormState.Fresh(await FormAsync(visit)));

    public async Task PostAsync(ConsoleVisit visit)
    {
        var now = await FormAsync(visit);
        if (await FormState.StaleAsync(visit, now, visit.Route("organizationId"), visit.Route("memberId")) is { } stale)
        {
            await ShowAsync(visit, stale);
            return;
        }

        var problem = await Difference.ApplyAsync(visit, ApiPathOf(visit), Roles, now.All(Roles), visit.Form.All(Roles));
        if (problem is null) visit.Done(assignment.PathOf(visit), "saved");
        else await ShowAsync(visit, FormState.Refused(visit.Form, problem));
    }

    /// <summary>What people call the member.</summary>
    protected abstract Task<string> NameAsync(ConsoleVisit visit);

    private string ApiPathOf(ConsoleVisit visit) => $"{assignment.HoldersOf(visit)}/{visit.RouteForUrl("memberId")}/roles";

    private async Task<PostedForm> FormAsync(ConsoleVisit visit) => ShownForm.Of(
        (await visit.Api.ReadAsync<List<OrganizationRoleChoice>>(ApiPathOf(visit))).Select(role => role.Id).Order(StringComparer.Ordinal).Select(id => (Roles, (string?)id)));

    private async Task ShowAsync(ConsoleVisit visit, FormState state)
    {
        var roles = (await visit.Api.ListAsync<OrganizationRoleChoice>("/api/organization-roles?page=1&page_size=100")).Items.Where(role => role.Type == assignment.RoleType).ToList();
        var organization = await ConsoleOrganization.ReadAsync(visit);
        var model = new MemberRolesModel(await NameAsync(visit), organization.Name, assignment.PathOf(visit), roles, visit.Frame.May("POST", route), state);
        await visit.ShowAsync<MemberRolesView, MemberRolesModel>(model.Name, model, state.Status);
    }
}

/// <summary>Of a user.</summary>
internal sealed class UserMemberRolesPage() : MemberRolesPage(OrganizationRelations.Members, "/organizations/{id}/users/{userId}/roles")
{
    protected override async Task<string> NameAsync(ConsoleVisit visit) => (await visit.Api.ReadAsync<AssignedThing>("/api/users/" + visit.RouteForUrl("memberId"))).Shown;
}

/// <summary>Of an application.</summary>
internal sealed class ApplicationMemberRolesPage() : MemberRolesPage(OrganizationRelations.Applications, "/organizations/{id}/applications/{applicationId}/roles")
{
    protected override async Task<string> NameAsync(ConsoleVisit visit) => (await visit.Api.ReadAsync<AssignedThing>("/api/applications/" + visit.RouteForUrl("memberId"))).Shown;
}

/// <param name="Name">Of the member.</param>
/// <param name="ListPath">Of the tab that it stands in.</param>
internal sealed record MemberRolesModel(string Name, string Organization, string ListPath, IReadOnlyList<OrganizationRoleChoice> Roles, bool MayChange, FormState State);
