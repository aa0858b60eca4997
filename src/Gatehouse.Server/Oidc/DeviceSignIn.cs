using Gatehouse.Protocol.Authorization;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Oidc;

/// <summary>GET /oidc/device/:uid, and what leads there (contract/oidc.md 16): the user who confirmed a code signs in and consents.</summary>
internal sealed class DeviceSignIn(
    CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, GatehouseDb db, AdvanceAuthorization advance, AuthorizationAnswer answer,
    IdTokenHint hint, DeviceCodes codes, EndSession sessions, LogoutForm logout)
{
    /// <param name="code">One that was confirmed just now.</param>
    public async Task BeginAsync(HttpContext http, DeviceCode code)
    {
        answer.Prepare(http);
        var ct = http.RequestAborted;
        var snapshot = await snapshots.GetAsync(tenant.Id, ct);
        if (snapshot.FindClient(code.ApplicationId) is not { } application)
        {
            await EndAsync(http, code.Digest);
            return;
        }

        var parameters = StoredParameters.Read(code.Params);
        var request = AuthorizationRequest.From(
            parameters, application.Id, application.Metadata, snapshot.Get<ResourceCatalog>().Directory, AuthorizationRequestKind.Device) with
        {
            HintedSubject = await hint.SubjectAsync(parameters["id_token_hint"], application.Id, ct),
        };
        var session = AuthorizationAnswer.Cookies(snapshot).Session.Read(http.Request);
        await WriteAsync(http, await advance.StartAsync(request, session, pushedDigest: null, code.Digest, ct), code.Digest);
    }

    public async Task ResumeAsync(HttpContext http)
    {
        answer.Prepare(http);
        var ct = http.RequestAborted;
        var cookies = AuthorizationAnswer.Cookies(await snapshots.GetAsync(tenant.Id, ct));
        var uid = (string)http.Request.RouteValues["uid"]!;
        // The browser that began it, and no other, may go on with it.
        if (cookies.Interaction.FindResume(http.Request) != uid)
        {
            DevicePage.Show(http, ("error", "SessionNotFound"));
            return;
        }

        // Before the turn, which may remove the row.
        var digest = await db.Interactions.Where(row => row.Id == uid).Select(row => row.DeviceDigest).SingleOrDefaultAsync(ct);
        await WriteAsync(http, await advance.ResumeAsync(uid, isForDevice: true, cookies.Session.Read(http.Request), ct), digest);
    }

    /// <param name="digest">Of the device code; null when there is none to decide on.</param>
    private async Task WriteAsync(HttpContext http, AuthorizationAdvance advanced, string? digest)
    {
        switch (advanced.Step)
        {
            case AuthorizationStep.Ask or AuthorizationStep.AskAgain:
                await answer.WriteAsync(http, advanced);
                break;
            case AuthorizationStep.DeviceApproved:
                await KeepCookiesAsync(http, advanced);
                DevicePage.ShowSuccess(http);
                break;
            case AuthorizationStep.Refuse:
                await KeepCookiesAsync(http, advanced);
                await EndAsync(http, digest);
                break;
            case AuthorizationStep.SignOutFirst { Interaction: var interaction } when await FindSessionAsync(http) is { } session:
                await logout.SwitchAccountAsync(http, session, endpoints.BaseUrl(tenant.Id) + interaction.ResumePath);
                break;
            default:
                DevicePage.Show(http, ("error", "SessionNotFound"));
                break;
        }
    }

    private async Task KeepCookiesAsync(HttpContext http, AuthorizationAdvance advanced)
    {
        var cookies = AuthorizationAnswer.Cookies(await snapshots.GetAsync(tenant.Id, http.RequestAborted));
        if (advanced.Cookie is { } session) cookies.Session.Write(http, session.Value, session.ExpiresAt);
        if (advanced.InteractionId is not null) InteractionCookies.DeleteResume(http, http.Request.Path);
    }

    /// <summary>The user gave up or may not: the device hears of it at its next poll.</summary>
    private async Task EndAsync(HttpContext http, string? digest)
    {
        if (digest is not null) await codes.GiveUpAsync(digest, http.RequestAborted);
        DevicePage.Show(http, ("error", "AbortedError"));
    }

    private async Task<Session?> FindSessionAsync(HttpContext http)
    {
        var cookies = AuthorizationAnswer.Cookies(await snapshots.GetAsync(tenant.Id, http.RequestAborted));
        return await sessions.FindAsync(cookies.Session.Read(http.Request), http.RequestAborted);
    }
}
