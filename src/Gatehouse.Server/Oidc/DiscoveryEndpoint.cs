using Gatehouse.Protocol.Discovery;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>GET /oidc/.well-known/openid-configuration, OpenID Connect Discovery 4; the same document for RFC 8414 (contract/oidc.md 1.1).</summary>
internal static class DiscoveryEndpoint
{
    public static async Task HandleAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var tenant = services.GetRequiredService<CurrentTenant>().Id;
        var snapshot = await services.GetRequiredService<Snapshots>().GetAsync(tenant, http.RequestAborted);
        var issuer = services.GetRequiredService<TenantEndpoints>().Issuer(tenant);
        await ApiWriter.JsonAsync(http, DiscoveryDocument.ToUtf8(issuer, snapshot.Get<SigningKeys>().Algorithm));
    }
}
