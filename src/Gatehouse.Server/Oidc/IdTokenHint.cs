using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// Reads <c>id_token_hint</c> (OpenID Connect Core section 3.1.2.1): an ID token of ours for the client. It may have expired; it says who
/// was meant and lets nobody in.
/// </summary>
internal sealed class IdTokenHint(CurrentTenant tenant, TenantEndpoints endpoints, AccessTokenVerifier verifier)
{
    /// <summary>Null when there is no hint, or it is none of ours.</summary>
    public async Task<string?> SubjectAsync(string? hint, string clientId, CancellationToken ct)
    {
        if (hint is null || await verifier.ReadOwnAsync(hint, tenant.Id, ct) is not { } token) return null;
        // RFC 9068 section 4 in reverse: an access token or a logout token is no ID token.
        if (token.Typ is { Length: > 0 } and not "JWT" || token.Issuer != endpoints.Issuer(tenant.Id)) return null;
        return token.Audiences.Contains(clientId) && token.Subject is { Length: > 0 } subject ? subject : null;
    }
}
