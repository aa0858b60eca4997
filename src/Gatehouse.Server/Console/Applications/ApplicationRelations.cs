using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Applications;

/// <summary>What a machine has: roles, and organizations in which it acts.</summary>
internal static class ApplicationRelations
{
    public static readonly Assignment Roles = new("application_roles", "applicationId", "/applications/{0}/roles")
    {
        Icon = "roles", Holders = "/api/applications/{0}/roles", Candidates = "/api/roles?type=MachineToMachine&excludeApplicationId={0}", Member = "roleIds", RowPath = "/roles/",
        AddRoute = "/applications/{applicationId}/roles", RemoveRoute = "/applications/{applicationId}/roles/{roleId}",
    };
}

/// <summary>GET and POST /console/{tenant}/applications/{applicationId}/roles.</summary>
internal sealed class ApplicationRolesPage() : AssignedPage(ApplicationRelations.Roles)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleApplication.HeadAsync(visit);
}

/// <summary>GET and POST /console/{tenant}/applications/{applicationId}/roles/add.</summary>
internal sealed class AssignApplicationRolesPage() : AssignPage(ApplicationRelations.Roles)
{
    protected override Task<ThingHead> HeadAsync(ConsoleVisit visit) => ConsoleApplication.HeadAsync(visit);
}
