using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>GET /.well-known/webauthn, at the root: the other origins that may use this server's passkeys (W3C WebAuthn 3, section 5.11; contract/management-misc.md 5).</summary>
internal static class WebauthnOriginsDocument
{
    public static async Task HandleAsync(HttpContext http)
    {
        var tenantId = http.RequestServices.GetRequiredService<CurrentTenant>().Id;
        var snapshot = await http.RequestServices.GetRequiredService<Snapshots>().GetAsync(tenantId, http.RequestAborted);
        var body = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("origins"u8);
            snapshot.Get<PublishedExperience>().AccountCenter.WebauthnRelatedOrigins.WriteTo(json);
            json.WriteEndObject();
        });
        await ApiWriter.JsonAsync(http, Encoding.UTF8.GetBytes(body.Text));
    }
}
