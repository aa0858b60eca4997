using System.Collections.Frozen;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>The parameters of <c>POST /oidc/token</c>, of client authentication and of every grant: contract oidc.md section 15.</summary>
public static class TokenParameters
{
    public static FrozenSet<string> Known { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "grant_type", "client_id", "client_secret", "client_assertion", "client_assertion_type",
        "scope", "resource", "organization_id",
        "code", "redirect_uri", "code_verifier",
        "refresh_token",
        "device_code",
        "subject_token", "subject_token_type", "actor_token", "actor_token_type", "requested_token_type");
}
