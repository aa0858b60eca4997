using System.Collections.Frozen;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// The parameters of <c>/oidc/auth</c>, <c>/oidc/request</c> and <c>/oidc/device/auth</c>: OpenID Connect Core section 3.1.2.1,
/// RFC 9126 section 2.1, RFC 9449 section 10, contract oidc.md section 6.
/// </summary>
public static class AuthorizationParameters
{
    private const string Resource = "resource";

    /// <summary>How a client authenticates at the pushed and the device endpoint; no part of the request itself.</summary>
    public static FrozenSet<string> ClientAuthentication { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "client_secret", "client_assertion", "client_assertion_type");

    /// <summary>What describes the request: this may be stored.</summary>
    public static FrozenSet<string> Request { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce",
        "prompt", "max_age", "id_token_hint", "login_hint", "ui_locales", "acr_values",
        "code_challenge", "code_challenge_method", "dpop_jkt", "resource",
        "request", "request_uri", "registration",
        "first_screen", "interaction_mode", "direct_sign_in", "identifier", "organization_id", "one_time_token",
        "google_one_tap_credential");

    /// <summary>All of them. <c>claims</c> and <c>display</c> are ignored whatever they contain, so they are unknown here.</summary>
    public static FrozenSet<string> Known { get; } = Request.Union(ClientAuthentication).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Contract section 2: in a query string, and nowhere else, one <c>resource</c> may hold several values with commas between them.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> SplitResources(IEnumerable<KeyValuePair<string, string>> query) =>
        query.SelectMany(pair => pair.Key == Resource
            ? pair.Value.Split(',', StringSplitOptions.TrimEntries).Select(piece => KeyValuePair.Create(Resource, piece))
            : [pair]);
}
