using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.Console.Webhooks;

/// <summary>The events that a webhook may ask for, as the form groups them.</summary>
internal static class HookEventGroups
{
    private static readonly (string Name, string[] Starts)[] Groups =
    [
        ("sign_in", ["Post"]),
        ("users", ["User.", "UserInvitation.", "Session.", "Grant.Revoked"]),
        ("roles", ["Role.", "Scope.", "Resource."]),
        ("organizations", ["Organization.", "OrganizationInvitation."]),
        ("template", ["OrganizationRole.", "OrganizationScope."]),
        ("applications", ["Application."]),
        ("security", [""]),
    ];

    /// <summary>Each event stands in the first group that it fits.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Events)> All { get; } =
    [
        .. HookEvents.All.GroupBy(GroupOf).OrderBy(group => group.Key).Select(group => (Groups[group.Key].Name, (IReadOnlyList<string>)[.. group])),
    ];

    private static int GroupOf(string name) => Array.FindIndex(Groups, group => Array.Exists(group.Starts, start => name.StartsWith(start, StringComparison.Ordinal)));
}
