namespace Gatehouse.Server.Console;

/// <summary>A part of the console as the rail and the palette list it.</summary>
/// <param name="Path">Within the tenant; empty for the overview.</param>
/// <param name="Name">Of its title, <c>nav.NAME</c>, and of its icon.</param>
/// <param name="Pattern">The route of the Management API without which it is of no use to the reader.</param>
internal sealed record ConsoleSection(string Path, string Name, string Pattern)
{
    public static IReadOnlyList<ConsoleSection> All { get; } =
    [
        new("", "overview", "/dashboard/users/total"),
        new("/users", "users", "/users"),
        new("/organizations", "organizations", "/organizations"),
        new("/applications", "applications", "/applications"),
        new("/api-resources", "api_resources", "/resources"),
        new("/roles", "roles", "/roles"),
        new("/sign-in-experience", "sign_in_experience", "/sign-in-exp"),
        new("/connectors", "connectors", "/connectors"),
        new("/webhooks", "webhooks", "/hooks"),
        new("/audit-log", "audit_log", "/logs"),
        new("/jobs", "jobs", "/jobs"),
        new("/settings", "settings", "/configs/admin-console"),
    ];
}
