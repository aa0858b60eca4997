using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>GET and POST /console/{tenant}/users/{userId}/organizations: where the user is a member, and with which roles.</summary>
internal sealed class UserOrganizationsPage : IConsolePage
{
    public const string Tab = "/organizations";
    public const string Leave = "leave", Roles = "roles";
    public const string OrganizationId = "organizationId", RoleId = "roleId";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var (userId, action) = (visit.Route("userId"), visit.Form["action"]);
        if (visit.Form[OrganizationId].Length == 0)
        {
            await ShowAsync(visit, ApiProblem.Own(visit.Say("assign.none_chosen"), OrganizationId));
            return;
        }

        var members = $"/api/organizations/{Uri.EscapeDataString(visit.Form[OrganizationId])}/users";
        var answer = action switch
        {
            Leave => await visit.Api.DeleteAsync($"{members}/{Uri.EscapeDataString(userId)}"),
            Roles => await visit.Api.PutAsync($"{members}/{Uri.EscapeDataString(userId)}/roles", new JsonObject { ["organizationRoleIds"] = OneUser.Ids(visit.Form.All(RoleId)) }),
            _ => await visit.Api.PostAsync(members, new JsonObject { ["userIds"] = OneUser.Ids([userId]) }),
        };
        await OneUser.FinishAsync(
            visit, answer, Tab, action switch { Leave => "organization_left", Roles => "organization_roles", _ => "organization_joined" }, "", problem => ShowAsync(visit, problem));
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var held = await visit.Api.ReadAsync<List<Membership>>(OneUser.ApiPath(visit) + "/organizations");
        var user = await OneUser.ReadAsync(visit);
        var others = visit.Frame.May("POST", "/organizations/{id}/users")
            ? await Picker.ReadAsync(visit, OrganizationId, PickerSource.Organizations) : null;
        var roles = held.Count > 0 && visit.Frame.May("PUT", "/organizations/{id}/users/{userId}/roles")
            ? await OneUser.ListIfAllowedAsync<NamedRole>(visit, "/organization-roles", "/api/organization-roles?page=1&page_size=100") : [];
        await visit.ShowAsync<UserOrganizationsView, UserOrganizationsModel>(
            user.Shown, new UserOrganizationsModel(user, held, others is null ? null : others with { Choices = [.. others.Choices.Where(other => !held.Exists(one => one.Id == other.Id))] }, roles, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Others">Where the user could become a member; null for whoever may add none.</param>
/// <param name="Template">The roles that members can have.</param>
internal sealed record UserOrganizationsModel(
    ConsoleUser User, IReadOnlyList<Membership> Organizations, Picker? Others, IReadOnlyList<NamedRole> Template, ApiProblem? Problem);

/// <summary>An organization, and the user's roles in it where it is one of the user's.</summary>
internal sealed record Membership(string Id, string Name, string? Description, IReadOnlyList<NamedRole>? OrganizationRoles);
