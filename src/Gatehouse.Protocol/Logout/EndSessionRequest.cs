using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Keys;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Protocol.Logout;

/// <summary>
/// A request to end the session: OpenID Connect RP-Initiated Logout sections 2 and 3, contract oidc.md section 19, with all that is
/// needed to judge it.
/// </summary>
public sealed class EndSessionRequest
{
    private EndSessionRequest()
    {
    }

    /// <summary>Null when none was sent.</summary>
    internal ReceivedJws? Hint { get; private init; }

    /// <summary>As sent.</summary>
    internal string? ClientIdParameter { get; private init; }

    internal string Issuer { get; private init; } = "";

    internal IReadOnlyList<PublicJwk> Keys { get; private init; } = [];

    /// <summary>Who asks: the parameter, else the hint's audience; null when neither was sent.</summary>
    public string? ClientId { get; private init; }

    /// <summary>The registered client of that id; null when there is none.</summary>
    public ClientMetadata? Client { get; private init; }

    /// <summary>As sent; without a client it means nothing (contract section 19).</summary>
    public string? PostLogoutRedirectUri { get; private init; }

    public string? State { get; private init; }

    /// <summary>Where to go afterwards, RP-Initiated Logout section 3: the URI with <c>state</c>, fit for a header; null for our own page.</summary>
    public string? Target
    {
        get
        {
            if (PostLogoutRedirectUri is not { } uri) return null;
            if (State is null) return UriText.Escape(uri);
            var separator = uri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            return $"{UriText.Escape(uri)}{separator}state={Uri.EscapeDataString(State)}";
        }
    }

    /// <summary>The user's languages, as sent.</summary>
    public string? UiLocales { get; private init; }

    internal Func<ClientMetadata, string, bool> IsRegistered { get; private init; } = (_, _) => false;

    /// <param name="issuer">The tenant's issuer.</param>
    /// <param name="keys">The tenant's published keys.</param>
    /// <param name="find">The registered client of an id.</param>
    /// <param name="isRegistered">Whether the URI is one of the client's post-logout URIs, wildcards honoured (contract section 5.1).</param>
    public static Checked<EndSessionRequest> From(
        ProtocolParameters parameters,
        string issuer,
        IReadOnlyList<PublicJwk> keys,
        Func<string, ClientMetadata?> find,
        Func<ClientMetadata, string, bool> isRegistered)
    {
        ReceivedJws? hint = null;
        if (parameters["id_token_hint"] is { } text && (hint = ReceivedJws.Read(text)) is null)
            return OAuthError.InvalidRequest("The id_token_hint is no well-formed JWT.");
        var clientId = parameters["client_id"] ?? hint?.OnlyAudience();
        return new EndSessionRequest
        {
            Hint = hint,
            ClientIdParameter = parameters["client_id"],
            Issuer = issuer,
            Keys = keys,
            ClientId = clientId,
            Client = clientId is null ? null : find(clientId),
            PostLogoutRedirectUri = clientId is null ? null : parameters["post_logout_redirect_uri"],
            State = parameters["state"],
            UiLocales = parameters["ui_locales"],
            IsRegistered = isRegistered,
        };
    }
}
