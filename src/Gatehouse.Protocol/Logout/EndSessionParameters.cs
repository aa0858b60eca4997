using System.Collections.Frozen;

namespace Gatehouse.Protocol.Logout;

/// <summary>What the end session endpoint reads: OpenID Connect RP-Initiated Logout section 2, contract oidc.md section 19.</summary>
public static class EndSessionParameters
{
    public static FrozenSet<string> Known { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "id_token_hint", "client_id", "post_logout_redirect_uri", "state", "logout_hint", "ui_locales");
}
