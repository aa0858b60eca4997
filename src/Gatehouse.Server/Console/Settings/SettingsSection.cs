namespace Gatehouse.Server.Console.Settings;

/// <summary>The pages about a tenant as a whole.</summary>
internal static class SettingsSection
{
    public static ConsoleRoutes MapSettings(this ConsoleRoutes routes) => routes
        .Page<SettingsPage>(SettingsPage.Path)
        .Page<AccountCenterPage>(AccountCenterPage.Path)
        .Page<SigningKeysPage>(SigningKeysPage.Path)
        .Page<TenantsPage>(TenantsPage.Path);
}
