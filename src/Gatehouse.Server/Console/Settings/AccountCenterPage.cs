namespace Gatehouse.Server.Console.Settings;

/// <summary>GET and POST /console/{tenant}/settings/account-center: what users may see and change of their own account (contract/management-misc.md 5).</summary>
internal sealed class AccountCenterPage : IConsolePage
{
    public const string Path = "/settings/account-center";

    /// <summary>The parts of an account.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["name", "avatar", "profile", "email", "phone", "password", "username", "social", "customData", "mfa", "passkey", "session"];

    private static readonly SettingsForm Form = new(
        new FormBody(
        [
            new("enabled", FormMemberKind.Flag, "account_center.enabled"),
            .. Parts.Select(part => new FormMember("fields." + part, FormMemberKind.Text, "account_center.part_" + part)),
            new("webauthnRelatedOrigins", FormMemberKind.Lines, "account_center.origins"),
            new("deleteAccountUrl", FormMemberKind.TextOrNull, "account_center.delete_url"),
        ]),
        "/api/account-center")
    { AuditKey = "Change.AccountCenter.Updated" };

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, await Form.ReadAsync(visit));

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (await Form.ChangeAsync(visit) is { } refused) await ShowAsync(visit, refused);
        else visit.Done(Path, "settings_changed");
    }

    private static Task ShowAsync(ConsoleVisit visit, FormModel model) => visit.ShowAsync<AccountCenterView, FormModel>(visit.Say("settings.tab_account_center"), model, model.Status);
}
