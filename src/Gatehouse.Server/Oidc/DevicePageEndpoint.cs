namespace Gatehouse.Server.Oidc;

/// <summary>GET /device (contract/oidc.md 16 and 8.4): who did not come here by the provider is sent there first.</summary>
internal static class DevicePageEndpoint
{
    public static async Task HandleAsync(HttpContext http)
    {
        if (await http.RequestServices.GetRequiredService<DevicePage>().IsPreparedAsync(http)) await OAuthErrorWriter.NotFoundAsync(http);
        else DevicePage.Redirect(http, "/oidc/device" + http.Request.QueryString.ToUriComponent());
    }
}
