namespace Gatehouse.Server.Console.Roles;

/// <summary>A role as the API shows one (contract/management-apps-resources-roles.md 3).</summary>
/// <param name="Type"><c>User</c> or <c>MachineToMachine</c>.</param>
/// <param name="UsersCount">In lists only, as what follows.</param>
internal sealed record ConsoleRole(string Id, string Name, string Description, string Type, bool IsDefault, int UsersCount, int ApplicationsCount)
{
    public const string Machine = "MachineToMachine";

    public bool IsForMachines => Type == Machine;

    public static Task<ConsoleRole> ReadAsync(ConsoleVisit visit) => visit.Api.ReadAsync<ConsoleRole>(ApiPathOf(visit));

    public static string ApiPathOf(ConsoleVisit visit) => "/api/roles/" + visit.RouteForUrl("roleId");

    public static async Task<ThingHead> HeadAsync(ConsoleVisit visit) => (await ReadAsync(visit)).ToHead(visit);

    public ThingHead ToHead(ConsoleVisit visit)
    {
        var path = $"{RoleListPage.Path}/{Uri.EscapeDataString(Id)}";
        List<(string Path, string Name)> tabs = [(path, visit.Say("tab.settings")), (path + "/permissions", visit.Say("tab.permissions"))];
        tabs.Add(IsForMachines ? (path + "/applications", visit.Say("nav.applications")) : (path + "/users", visit.Say("nav.users")));
        return new ThingHead("roles", Name, Id, visit.Say("roles.type_" + Type), visit.Say("nav.roles"), RoleListPage.Path, tabs)
        {
            Mark = IsDefault ? visit.Say("roles.default") : null,
        };
    }
}
