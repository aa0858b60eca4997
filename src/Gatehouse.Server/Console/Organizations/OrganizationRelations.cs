using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>Who belongs to an organization: users, and machines that act in it.</summary>
internal static class OrganizationRelations
{
    public static readonly Assignment Members = new("members", "organizationId", "/organizations/{0}/members")
    {
        Icon = "users", Holders = "/api/organizations/{0}/users", HasQuickSearch = true, Candidates = "/api/users?excludeOrganizationId={0}", Member = "userIds", RowPath = "/users/",
        AddRoute = "/organizations/{id}/users", RemoveRoute = "/organizations/{id}/users/{userId}", RoleType = "User",
    };

    public static readonly Assignment Applications = new("organization_applications", "organizationId", "/organizations/{0}/applications")
    {
        Icon = "applications", Holders = "/api/organizations/{0}/applications", HasQuickSearch = true,
        Candidates = "/api/applications?types=MachineToMachine&excludeOrganizationId={0}", Member = "applicationIds", RowPath = "/applications/",
        AddRoute = "/organizations/{id}/applications", RemoveRoute = "/organizations/{id}/applications/{applicationId}", RoleType = "MachineToMachine",
    };
}

/// <summary>GET and POST /console/{tenant}/organizations/{organizationId}/members.</summary>
internal sealed class MembersPage() : AssignedPage(OrganizationRelations.Members)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleOrganization.HeadAsync(visit);
}

/// <summary>GET and POST /console/{tenant}/organizations/{organizationId}/members/add.</summary>
internal sealed class AddMembersPage() : AssignPage(OrganizationRelations.Members)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleOrganization.HeadAsync(visit);
}

/// <summary>GET and POST /console/{tenant}/organizations/{organizationId}/applications.</summary>
internal sealed class OrganizationApplicationsPage() : AssignedPage(OrganizationRelations.Applications)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleOrganization.HeadAsync(visit);
}

/// <summary>GET and POST /console/{tenant}/organizations/{organizationId}/applications/add.</summary>
internal sealed class AddOrganizationApplicationsPage() : AssignPage(OrganizationRelations.Applications)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleOrganization.HeadAsync(visit);
}
