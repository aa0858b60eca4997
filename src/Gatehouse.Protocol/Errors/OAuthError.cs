using System.Buffers;

namespace Gatehouse.Protocol.Errors;

/// <summary>
/// A refusal as RFC 6749 section 5.2 and RFC 6750 section 3.1 put it on the wire; statuses by the table of contract oidc.md section 3.
/// A value: checks return it, one renderer in the server writes it. Descriptions are ours and hold nothing that a caller sent.
/// </summary>
public sealed record OAuthError
{
    // RFC 6749 section 5.2: %x20-21 / %x23-5B / %x5D-7E. It also keeps quotes and line breaks out of the challenge header.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private OAuthError(int status, string error, string? description)
    {
        Status = status;
        Error = error;
        Description = description is null ? null : Printable(description);
    }

    /// <summary>HTTP status, when the error is answered and not redirected.</summary>
    public int Status { get; }

    /// <summary>The wire code: member <c>error</c>.</summary>
    public string Error { get; }

    /// <summary>
    /// Member <c>error_description</c>, only of the characters that RFC 6749 section 5.2 allows there; null where the contract has none.
    /// </summary>
    public string? Description { get; }

    /// <summary>The offending scopes, with <c>invalid_scope</c> and <c>insufficient_scope</c>.</summary>
    public string? Scope { get; private init; }

    /// <summary>Whether <c>WWW-Authenticate</c> answers a request that came with an <c>Authorization</c> header.</summary>
    public bool Challenge { get; private init; }

    /// <summary>A parameter is missing, doubled or malformed, or does not fit the client.</summary>
    public static OAuthError InvalidRequest(string description) => new(400, "invalid_request", description);

    /// <summary>The client is known but did not authenticate as it is registered: 401, with a challenge.</summary>
    public static OAuthError InvalidClient(string description) => new(401, "invalid_client", description) { Challenge = true };

    /// <summary>No client has this <c>client_id</c>: 400 and never a challenge, at every endpoint.</summary>
    public static OAuthError UnknownClient() => new(400, "invalid_client", "No client is registered under this client_id.");

    /// <summary>One sentence for every cause, so that nothing tells which check of a code or token failed.</summary>
    public static OAuthError InvalidGrant() =>
        new(400, "invalid_grant", "The grant is invalid, expired, revoked or was issued to another client.");

    /// <summary>RFC 6749 section 5.2: no such grant at this server.</summary>
    public static OAuthError UnsupportedGrantType() => new(400, "unsupported_grant_type", "This grant_type is not offered here.");

    /// <summary>RFC 6749 section 5.2; <paramref name="scope"/> names the offenders.</summary>
    public static OAuthError InvalidScope(string scope, string description) => new(400, "invalid_scope", description) { Scope = scope };

    /// <summary>RFC 6750 section 3.1: the token lacks <paramref name="scope"/>.</summary>
    public static OAuthError InsufficientScope(string scope, string description) =>
        new(403, "insufficient_scope", description) { Scope = scope };

    /// <summary>RFC 8707 section 2: the resource is unknown, malformed, not granted, or missing where one is needed.</summary>
    public static OAuthError InvalidTarget(string description) => new(400, "invalid_target", description);

    /// <summary>Organization membership, consent or a missing second factor: 403.</summary>
    public static OAuthError AccessDenied(string description) => new(403, "access_denied", description);

    /// <summary>The application's own rules said no (access control, custom-claims script): 400.</summary>
    public static OAuthError AccessDeniedByApplication(string description) => new(400, "access_denied", description);

    /// <summary>RFC 6750 section 3.1: the bearer token is unusable.</summary>
    public static OAuthError InvalidToken(string description) => new(401, "invalid_token", description);

    /// <summary>RFC 9449 section 5: the DPoP proof is missing, malformed, expired, replayed or made with another key.</summary>
    public static OAuthError InvalidDpopProof(string description) => new(400, "invalid_dpop_proof", description);

    /// <summary>RFC 6749 section 4.1.2.1: the response type is not one that the server offers.</summary>
    public static OAuthError UnsupportedResponseType() => new(400, "unsupported_response_type", "This response_type is not offered here.");

    /// <summary>OAuth 2.0 Multiple Response Types section 2.1: unknown, or not usable with the response type.</summary>
    public static OAuthError UnsupportedResponseMode() => new(400, "unsupported_response_mode", "This response_mode is not offered here.");

    /// <summary>The redirect URI is not one of the client's, or the client has none: never redirected.</summary>
    public static OAuthError InvalidRedirectUri(string description) => new(400, "invalid_redirect_uri", description);

    /// <summary>OpenID Connect Core section 3.1.2.6: request objects are not offered.</summary>
    public static OAuthError RequestNotSupported() => new(400, "request_not_supported", null);

    /// <summary>OpenID Connect Core section 3.1.2.6: registration in the request is not offered.</summary>
    public static OAuthError RegistrationNotSupported() => new(400, "registration_not_supported", null);

    /// <summary>OpenID Connect Core section 3.1.2.6: only URIs that a pushed request returned are taken.</summary>
    public static OAuthError RequestUriNotSupported() => new(400, "request_uri_not_supported", null);

    /// <summary>RFC 9126 section 4: a pushed request that is unknown, used up or expired.</summary>
    public static OAuthError InvalidRequestUri() => new(400, "invalid_request_uri", "The pushed request is unknown, used or expired.");

    /// <summary>RFC 9101 section 6.2: the pushed request is another client's.</summary>
    public static OAuthError InvalidRequestObject(string description) => new(400, "invalid_request_object", description);

    /// <summary>OpenID Connect Core section 3.1.2.6: nobody is signed in, and no page may be shown.</summary>
    public static OAuthError LoginRequired() => new(400, "login_required", "The user must sign in.");

    /// <summary>OpenID Connect Core section 3.1.2.6: consent is missing, and no page may be shown.</summary>
    public static OAuthError ConsentRequired() => new(400, "consent_required", "The user must consent.");

    /// <summary>OpenID Connect Core section 3.1.2.6: a page is needed for another reason, and none may be shown.</summary>
    public static OAuthError InteractionRequired() => new(400, "interaction_required", "The user must take part.");

    /// <summary>RFC 6749 section 4.1.2.1, without description: nothing is left that could be granted.</summary>
    public static OAuthError NothingToGrant() => new(400, "access_denied", null);

    /// <summary>The interaction ended with an error of its own, for example <c>oidc.aborted</c> (contract section 8.2).</summary>
    public static OAuthError Ended(string error, string? description) => new(400, error, description);

    /// <summary>RFC 8628 section 3.5: the user has not decided yet.</summary>
    public static OAuthError AuthorizationPending() => new(400, "authorization_pending", "The user has not finished yet.");

    /// <summary>RFC 8628 section 3.5: the device code's time is over.</summary>
    public static OAuthError ExpiredToken() => new(400, "expired_token", "The device code has expired.");

    /// <summary>RFC 7009 section 2.2.1: a JWT at introspection or revocation.</summary>
    public static OAuthError UnsupportedTokenType(string description) => new(400, "unsupported_token_type", description);

    /// <summary>An unexpected failure: the cause stays in the log.</summary>
    public static OAuthError ServerError() => new(500, "server_error", "The server could not answer this request.");

    /// <summary>The server lacks something for the moment; the same request may succeed soon (RFC 6749 section 4.1.2.1).</summary>
    public static OAuthError TemporarilyUnavailable() => new(503, "temporarily_unavailable", "The server can't answer for the moment. Try again.");

    /// <summary>The value of <c>WWW-Authenticate</c> (RFC 7617 section 2) for an error with <see cref="Challenge"/>.</summary>
    public string BasicChallenge(string issuer) =>
        $"Basic realm=\"{Printable(issuer)}\", error=\"{Error}\", error_description=\"{Description}\"";

    /// <summary>The value of <c>WWW-Authenticate</c> at an endpoint that asks for an access token: RFC 6750 section 3.</summary>
    /// <param name="error">Null for a request without token, which is told the realm alone (RFC 6750 section 3.1).</param>
    public static string BearerChallenge(string issuer, OAuthError? error)
    {
        var challenge = $"Bearer realm=\"{Printable(issuer)}\"";
        if (error is null) return challenge;
        challenge += $", error=\"{error.Error}\", error_description=\"{error.Description}\"";
        return error.Scope is null ? challenge : challenge + $", scope=\"{Printable(error.Scope)}\"";
    }

    /// <summary>The value of <c>WWW-Authenticate</c> for tokens that are bound to a key: RFC 9449 section 7.1.</summary>
    /// <param name="algorithms">What proofs may be signed with, separated by spaces.</param>
    public static string DpopChallenge(string issuer, OAuthError error, string algorithms) =>
        $"DPoP{BearerChallenge(issuer, error)["Bearer".Length..]}, algs=\"{algorithms}\"";

    private static string Printable(string text) =>
        text.AsSpan().IndexOfAnyExcept(Allowed) < 0
            ? text
            : string.Create(text.Length, text, static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++) span[i] = Allowed.Contains(source[i]) ? source[i] : '?';
            });
}
