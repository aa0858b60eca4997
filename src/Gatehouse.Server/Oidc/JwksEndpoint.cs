using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.Oidc;

/// <summary>GET /oidc/jwks, RFC 7517 section 5 (contract/oidc.md 1.2).</summary>
internal static class JwksEndpoint
{
    public static async Task HandleAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var tenant = services.GetRequiredService<CurrentTenant>().Id;
        var snapshot = await services.GetRequiredService<Snapshots>().GetAsync(tenant, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-cache, max-age=0, must-revalidate";
        // A reader that refuses cached answers gets the whole one.
        if (http.Request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase))
            http.Request.Headers.IfNoneMatch = default;
        await ApiWriter.JsonAsync(http, snapshot.Get<SigningKeys>().KeySet, JwksDocument.ContentType);
    }
}
