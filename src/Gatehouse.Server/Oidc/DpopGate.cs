using Gatehouse.Protocol.Dpop;
using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>Reads the <c>DPoP</c> header of a request and uses its proof up: RFC 9449 sections 4.3, 5 and 7.</summary>
internal sealed class DpopGate(CurrentTenant tenant, TenantEndpoints endpoints, TimeProvider time)
{
    /// <param name="accessToken">The token sent beside the proof; null at the token endpoint.</param>
    /// <param name="boundTo">The thumbprint that the presented code or token is bound to: then a proof must be there and of that key.</param>
    public async ValueTask<Checked<PossessedKey>> EnterAsync(HttpContext http, string? accessToken = null, string? boundTo = null)
    {
        var headers = http.Request.Headers["DPoP"];
        if (headers.Count == 0)
            return boundTo is null ? new PossessedKey(null) : OAuthError.InvalidDpopProof("This token works with a DPoP proof only.");

        // As the client sees this server, which a proxy may hide from us.
        var url = new Uri(endpoints.BaseUrl(tenant.Id) + http.Request.Path.ToUriComponent());
        var request = new DpopRequest { Method = http.Request.Method, Url = url, AccessToken = accessToken, BoundTo = boundTo };
        if (!DpopProof.Validate(headers, request, time.GetUtcNow()).TryGet(out var proof, out var refused)) return refused;
        return await http.RequestServices.GetRequiredService<UseIdentifier>().ExecuteAsync(UseIdentifier.Dpop, proof.Thumbprint, proof.Jti, proof.ExpiresAt, http.RequestAborted)
            ? new PossessedKey(proof.Thumbprint)
            : OAuthError.InvalidDpopProof("This DPoP proof was used before.");
    }
}

/// <param name="Thumbprint">RFC 7638 of the key that the caller has; null when it sent no proof.</param>
internal sealed record PossessedKey(string? Thumbprint);
