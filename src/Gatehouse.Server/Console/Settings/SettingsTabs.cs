namespace Gatehouse.Server.Console.Settings;

/// <summary>The tabs of the settings; only those that the reader may see.</summary>
internal static class SettingsTabs
{
    private static readonly (string Path, string Name, string Pattern)[] All =
    [
        (SettingsPage.Path, "general", "/configs/oidc/session"),
        (AccountCenterPage.Path, "account_center", "/account-center"),
        (SigningKeysPage.Path, "keys", "/configs/oidc/{keyType}"),
        (TenantsPage.Path, "tenants", "/configs/admin-console"),
    ];

    public static IReadOnlyList<(string Path, string Name)> For(ConsoleFrame frame) =>
        [.. All.Where(tab => frame.May("GET", tab.Pattern)).Select(tab => (tab.Path, frame.Say("settings.tab_" + tab.Name)))];
}
