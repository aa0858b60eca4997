using System.Collections.Frozen;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Protocol.Authorization;

/// <summary>Which page of ours a prompt opens, as a path with query: the table of contract oidc.md section 6.</summary>
public static class SignInRoute
{
    private const string Default = "sign-in";

    private static readonly FrozenDictionary<string, string> ByFirstScreen = new Dictionary<string, string>
    {
        ["sign_in"] = Default,
        ["signIn"] = Default,
        ["register"] = "register",
        ["reset_password"] = "reset-password",
        ["identifier:sign_in"] = "identifier-sign-in",
        ["identifier:register"] = "identifier-register",
        ["single_sign_on"] = "single-sign-on",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByInteractionMode = new Dictionary<string, string>
    {
        ["signIn"] = Default,
        ["signUp"] = "register",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Passed = ["organization_id", "ui_locales", "one_time_token", "login_hint", "identifier"];

    /// <summary>For the login prompt.</summary>
    public static string Login(string clientId, ProtocolParameters parameters)
    {
        List<KeyValuePair<string, string>> query = [new("app_id", clientId)];
        if (PageOf(parameters) is not { } page) return Path([Default], query);
        query.AddRange(Passed
            .Where(name => parameters[name] is not null)
            .Select(name => KeyValuePair.Create(name, parameters[name]!)));
        if (DirectOf(parameters) is not { } direct) return Path([page], query);
        query.Add(new("fallback", page));
        return Path(["direct", .. direct], query);
    }

    /// <summary>For the consent prompt.</summary>
    public static string Consent(string clientId) => Path(["consent"], [new("app_id", clientId)]);

    /// <summary>Null when one of the closed lists lacks the value: then no extra parameter counts at all.</summary>
    private static string? PageOf(ProtocolParameters parameters)
    {
        var firstScreen = parameters["first_screen"];
        var mode = parameters["interaction_mode"];
        var byScreen = firstScreen is null ? null : ByFirstScreen.GetValueOrDefault(firstScreen);
        var byMode = mode is null ? null : ByInteractionMode.GetValueOrDefault(mode);
        if ((firstScreen is not null && byScreen is null) || (mode is not null && byMode is null)) return null;
        return byScreen ?? byMode ?? Default;
    }

    private static string[]? DirectOf(ProtocolParameters parameters)
    {
        if (parameters["direct_sign_in"] is { } direct)
        {
            string[] segments = direct.Split(':', 2) is [var method, { Length: > 0 } target] ? [method, target] : [direct.TrimEnd(':')];
            // As segments these would name another page.
            return segments.Any(segment => segment is "" or "." or "..") ? null : segments;
        }

        return parameters["google_one_tap_credential"] is null ? null : ["social", "google"];
    }

    private static string Path(IEnumerable<string> segments, IEnumerable<KeyValuePair<string, string>> query) =>
        $"/{string.Join('/', segments.Select(Uri.EscapeDataString))}?{FormEncoding.Encode(query)}";
}
