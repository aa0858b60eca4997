using Gatehouse.Server.Grants;

namespace Gatehouse.Server.Oidc;

/// <summary>GET /oidc/device/:uid, and what leads there (contract/oidc.md 16): the user who confirmed a code signs in and consents.</summary>
internal sealed class DeviceSignIn(DeviceCodes codes)
{
    public async Task BeginAsync(HttpContext http, DeviceCode code)
    {
        await codes.GiveUpAsync(code.Digest, http.RequestAborted);
        DevicePage.Show(http, ("error", "SessionNotFound"));
    }

    public static Task ResumeAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        DevicePage.Show(http, ("error", "SessionNotFound"));
        return Task.CompletedTask;
    }
}
