using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Applications;

/// <summary>
/// GET the page on which users or organizations are chosen that may use an application. POST adds rules for them; for organizations with roles
/// that were ticked, rules for those roles.
/// </summary>
internal abstract class AddAccessPage(Assignment assignment) : AssignPage(assignment)
{
    protected sealed override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleApplication.HeadAsync(visit);

    protected sealed override async Task<ApiAnswer> AddAsync(ConsoleVisit visit, IReadOnlyList<string> ids, IReadOnlyList<string> roleIds)
    {
        var rules = await AccessRules.ReadAsync(visit);
        IEnumerable<(string Name, string? Value)> added = roleIds.Count > 0
            ? ids.SelectMany(id => roleIds.Select(roleId => (AccessRules.PairsField, (string?)$"{id} {roleId}"))) : ids.Select(id => (Kind.Member, (string?)id));
        return await visit.Api.PutAsync(AccessRules.ApiPathOf(visit), AccessRules.BodyOf(ShownForm.Of(rules.ToFields().Concat(added).Distinct())));
    }
}

/// <summary>GET and POST /console/{tenant}/applications/{applicationId}/access/users.</summary>
internal sealed class AddAccessUsersPage() : AddAccessPage(new Assignment("access_users", "applicationId", "/applications/{0}/access")
{
    Icon = "users", Holders = "/api/applications/{0}/access-control", Candidates = "/api/users", Member = "userIds", RowPath = "/users/",
    AddRoute = "/applications/{applicationId}/access-control", RemoveRoute = "/applications/{applicationId}/access-control",
});

/// <summary>GET and POST /console/{tenant}/applications/{applicationId}/access/organizations.</summary>
internal sealed class AddAccessOrganizationsPage() : AddAccessPage(new Assignment("access_organizations", "applicationId", "/applications/{0}/access")
{
    Icon = "organizations", Holders = "/api/applications/{0}/access-control", Candidates = "/api/organizations", HasQuickCandidates = true, Member = "organizationIds", RowPath = "/organizations/",
    AddRoute = "/applications/{applicationId}/access-control", RemoveRoute = "/applications/{applicationId}/access-control", RoleType = "User",
});
