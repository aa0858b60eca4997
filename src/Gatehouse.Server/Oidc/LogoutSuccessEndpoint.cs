using Gatehouse.Server.Components;

namespace Gatehouse.Server.Oidc;

/// <summary>GET /oidc/session/end/success (contract/oidc.md 19): where a sign-out ends that no application asked to have back.</summary>
internal sealed class LogoutSuccessEndpoint(PageFrames frames)
{
    public async Task HandleAsync(HttpContext http)
    {
        var frame = await frames.MakeAsync(http, PageAudience.Of(http.Request));
        await new PageMessage(frame.Say("description.signed_out"), frame.Say("description.signed_out_text")).WriteAsync(http, frame, StatusCodes.Status200OK);
    }
}
