namespace Gatehouse.Server.Console.Settings;

/// <summary>GET and POST /console/{tenant}/settings: sessions, ID tokens and notices. Each card is a form of its own over an object of its own.</summary>
internal sealed class SettingsPage : IConsolePage
{
    public const string Path = "/settings";

    private static readonly Dictionary<string, SettingsForm> Forms = new()
    {
        ["session"] = new(new FormBody([new("ttl", FormMemberKind.Number, "settings.session_ttl")]), "/api/configs/oidc/session") { AuditKey = "Change.Setting.Updated" },
        ["claims"] = new(new FormBody([new("enabledExtendedClaims", FormMemberKind.Choices, "settings.claims")]), "/api/configs/id-token", "PUT") { AuditKey = "Change.Setting.Updated" },
        ["notice"] = new(new FormBody([new("enabled", FormMemberKind.Flag, "settings.notice")]), "/api/configs/new-device-notice") { AuditKey = "Change.Setting.Updated" },
    };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (!Forms.TryGetValue(visit.Form["action"], out var form)) visit.GoTo(Path);
        else if (await form.ChangeAsync(visit) is { } refused) await ShowAsync(visit, visit.Form["action"], refused);
        else visit.Done(Path, "settings_changed");
    }

    private static async Task ShowAsync(ConsoleVisit visit, string? action, FormModel? refused)
    {
        var models = new Dictionary<string, FormModel>();
        foreach (var (name, form) in Forms) models[name] = name == action ? refused! : await form.ReadAsync(visit);
        await visit.ShowAsync<SettingsView, SettingsModel>(visit.Say("nav.settings"), new SettingsModel(models), refused?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Forms">By what they are called in the form's <c>action</c>.</param>
internal sealed record SettingsModel(IReadOnlyDictionary<string, FormModel> Forms);
