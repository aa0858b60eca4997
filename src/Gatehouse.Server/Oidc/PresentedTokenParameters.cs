using System.Collections.Frozen;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Server.Oidc;

/// <summary>The parameters of introspection (RFC 7662 section 2.1) and revocation (RFC 7009 section 2.1), which are the same.</summary>
internal static class PresentedTokenParameters
{
    public static FrozenSet<string> Known { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "client_id", "client_secret", "client_assertion", "client_assertion_type", "token", "token_type_hint");

    /// <summary>The token that the request is about. A JWT is no business of these endpoints (contract/oidc.md 18), a hint changes nothing.</summary>
    public static Checked<string> TokenOf(ProtocolParameters parameters)
    {
        if (parameters["token"] is not { } token) return OAuthError.InvalidRequest("token is missing.");
        return token.Split('.').Length == 3 ? OAuthError.UnsupportedTokenType("JWTs are not known here: verify them with the published keys.") : token;
    }
}
