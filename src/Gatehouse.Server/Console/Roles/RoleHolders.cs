using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Roles;

/// <summary>Who holds a role: users, or machine-to-machine applications.</summary>
internal static class RoleHolders
{
    public static readonly Assignment Users = new("role_users", "roleId", "/roles/{0}/users")
    {
        Icon = "users", Holders = "/api/roles/{0}/users", Candidates = "/api/users?excludeRoleId={0}", Member = "userIds", RowPath = "/users/",
        AddRoute = "/roles/{id}/users", RemoveRoute = "/roles/{id}/users/{userId}",
    };

    public static readonly Assignment Applications = new("role_applications", "roleId", "/roles/{0}/applications")
    {
        Icon = "applications", Holders = "/api/roles/{0}/applications", Candidates = "/api/applications?types=MachineToMachine&excludeRoleId={0}",
        Member = "applicationIds", RowPath = "/applications/", AddRoute = "/roles/{id}/applications", RemoveRoute = "/roles/{id}/applications/{applicationId}",
    };
}

/// <summary>GET and POST /console/{tenant}/roles/{roleId}/users.</summary>
internal sealed class RoleUsersPage() : AssignedPage(RoleHolders.Users)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleRole.HeadAsync(visit);
}

/// <summary>GET and POST /console/{tenant}/roles/{roleId}/users/add.</summary>
internal sealed class AssignRoleUsersPage() : AssignPage(RoleHolders.Users)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleRole.HeadAsync(visit);
}

/// <summary>GET and POST /console/{tenant}/roles/{roleId}/applications.</summary>
internal sealed class RoleApplicationsPage() : AssignedPage(RoleHolders.Applications)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleRole.HeadAsync(visit);
}

/// <summary>GET and POST /console/{tenant}/roles/{roleId}/applications/add.</summary>
internal sealed class AssignRoleApplicationsPage() : AssignPage(RoleHolders.Applications)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleRole.HeadAsync(visit);
}
