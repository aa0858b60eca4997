using Gatehouse.Server.Components;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// GET /device (contract/oidc.md 16 and 8.4): asks for the code, then whether the device is the user's, and says how it ended. Who did not
/// come here by the provider is sent there first.
/// </summary>
internal sealed class DevicePageEndpoint(DevicePage page, PageFrames frames)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (await page.TokenAsync(http) is not { } token)
        {
            DevicePage.Redirect(http, "/oidc/device" + http.Request.QueryString.ToUriComponent());
            return;
        }

        var frame = await frames.MakeAsync(http, PageAudience.Of(http.Request)) with { Token = token, Query = DevicePage.QueryOf(http.Request) };
        var query = http.Request.Query;
        var (error, code) = (query["error"].ToString(), query["user_code"].ToString());
        if (error is "AbortedError" or "SessionNotFound") await PageMessage.Of(frame, error == "AbortedError" ? "device_aborted" : "session_over").WriteAsync(http, frame, StatusCodes.Status200OK);
        else await ShowAsync(http, frame, new DeviceModel(code, query["input_code"].ToString(), ProblemOf(frame, error)));
    }

    /// <summary>GET /device/success: the device goes on by itself.</summary>
    public async Task SuccessAsync(HttpContext http)
    {
        var frame = await frames.MakeAsync(http, PageAudience.Of(http.Request));
        await new PageMessage(frame.Say("description.device_connected"), frame.Say("description.device_connected_text")).WriteAsync(http, frame, StatusCodes.Status200OK);
    }

    private static Task ShowAsync(HttpContext http, PageFrame frame, DeviceModel model) =>
        PageWriter.WriteAsync<DeviceView, DeviceModel>(http, frame, frame.Say("description.device_title"), model);

    private static string? ProblemOf(PageFrame frame, string error) => error switch
    {
        "" => null,
        "NoCodeError" => frame.Say("error.device_no_code"),
        "NotFoundError" => frame.Say("error.device_not_found"),
        "ExpiredError" => frame.Say("error.device_expired"),
        "AlreadyUsedError" => frame.Say("error.device_used"),
        _ => frame.Say("error.form_not_ours_description"),
    };
}

/// <param name="Code">To confirm; empty while one is asked for.</param>
/// <param name="Typed">What was typed and refused; may be empty.</param>
internal sealed record DeviceModel(string Code, string Typed, string? Problem);
