using System.Collections.Frozen;
using Gatehouse.Protocol.DeviceFlow;
using Gatehouse.Protocol.Discovery;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>GET and POST /oidc/device, RFC 8628 section 3.3 (contract/oidc.md 16): the user types the code, then says whether the device is theirs.</summary>
internal sealed class DeviceEndpoint(CurrentTenant tenant, TenantEndpoints endpoints, DeviceCodes codes, DevicePage page, DeviceSignIn signIn, PageFrames frames)
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "xsrf", "user_code", "confirm", "abort");

    /// <summary>With a code it becomes a form, so that a link alone decides nothing; without one the page asks for it.</summary>
    public async Task OpenAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var xsrf = await page.RenewAsync(http);
        if (http.Request.Query["user_code"].ToString() is not { Length: > 0 } typed)
        {
            DevicePage.Show(http);
            return;
        }

        var frame = await frames.MakeAsync(http, PageAudience.Of(http.Request));
        var title = frame.Say("description.device_title");
        await PageWriter.WriteAsync<SubmittedView, SubmittedModel>(http, frame with { Languages = [] }, title, new SubmittedModel(
            title, frame.Say("action.continue"), endpoints.Issuer(tenant.Id) + EndpointPath.Device, [(FormToken.Field, xsrf), ("user_code", typed)]));
    }

    public async Task PostAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var body = await ParameterBody.ReadAsync(http, Known);
        if (body.Unreadable != 0)
        {
            await OAuthErrorWriter.WriteAsync(http, OAuthError.InvalidRequest("The body can't be read."), endpoints.Issuer(tenant.Id), body.Unreadable);
            return;
        }

        if (!body.Parameters.TryGet(out var parameters, out var refused))
        {
            await OAuthErrorWriter.WriteAsync(http, refused, endpoints.Issuer(tenant.Id));
            return;
        }

        var typed = parameters["user_code"];
        var isOwner = await page.IsPostedByOwnerAsync(http, parameters["xsrf"]);
        await page.RenewAsync(http);
        if (!isOwner) DevicePage.Show(http, ("input_code", typed), ("error", "InvalidRequest"));
        else if (typed is null) DevicePage.Show(http, ("error", "NoCodeError"));
        else await GoOnAsync(http, typed, parameters);
    }

    private async Task GoOnAsync(HttpContext http, string typed, ProtocolParameters parameters)
    {
        var (isAborted, isConfirmed) = (parameters["abort"] is not null, parameters["confirm"] is not null);
        var finding = isAborted || isConfirmed
            ? await codes.DecideAsync(typed, isConfirmed: !isAborted, http.RequestAborted)
            : await codes.FindAsync(typed, http.RequestAborted);
        if (finding.Code is not { } code) DevicePage.Show(http, ("input_code", typed), ("error", finding.Problem + "Error"));
        else if (isAborted) DevicePage.Show(http, ("error", "AbortedError"));
        else if (isConfirmed) await signIn.BeginAsync(http, code);
        else DevicePage.Show(http, ("user_code", UserCode.Show(code.UserCode)));
    }
}
