using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// GET or POST /oidc/auth: OpenID Connect Core section 3.1.2, RFC 6749 section 4.1.1, RFC 9126 section 4 (contract/oidc.md 6 to 8). Read the
/// parameters, find the client, take a pushed request in, check, then go as far as it goes without the user.
/// </summary>
internal sealed class AuthorizationEndpoint(
    CurrentTenant tenant, Snapshots snapshots, GatehouseDb db, AdvanceAuthorization advance, AuthorizationAnswer answer, IdTokenHint hint, TimeProvider time)
{
    public async Task HandleAsync(HttpContext http)
    {
        answer.Prepare(http);
        if (await ReadAsync(http) is not { } parameters) return;
        if (!AuthorizationRequest.ClientIdOf(parameters).TryGet(out var clientId, out var refused))
        {
            await answer.RefuseDirectlyAsync(http, refused, parameters["state"]);
            return;
        }

        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        var pushed = await FindPushedAsync(parameters, http.RequestAborted);
        var ownerId = pushed?.ApplicationId ?? clientId;
        if (snapshot.FindClient(clientId) is null || snapshot.FindClient(ownerId) is not { } application)
        {
            await answer.RefuseDirectlyAsync(http, OAuthError.UnknownClient(), parameters["state"]);
            return;
        }

        var request = AuthorizationRequest.From(
            pushed is null ? parameters : StoredParameters.Read(pushed.Params), ownerId, application.Metadata,
            snapshot.Get<ResourceCatalog>().Directory, AuthorizationRequestKind.Authorize) with
        {
            PushedFor = pushed is null ? null : clientId,
        };
        request = request with { HintedSubject = await hint.SubjectAsync(request.Parameters["id_token_hint"], request.ClientId, http.RequestAborted) };
        if (AuthorizationChecks.FirstRefusal(request) is { } refusal)
        {
            await answer.RefuseAsync(http, request, refusal);
            return;
        }

        var sessionValue = AuthorizationAnswer.Cookies(snapshot).Session.Read(http.Request);
        await answer.WriteAsync(http, await advance.StartAsync(request, sessionValue, pushed?.Digest, deviceDigest: null, http.RequestAborted));
    }

    /// <summary>GET /oidc/auth/:uid: the user comes back from signing in or consenting (contract/oidc.md 8.2).</summary>
    public async Task ResumeAsync(HttpContext http)
    {
        answer.Prepare(http);
        var cookies = AuthorizationAnswer.Cookies(await snapshots.GetAsync(tenant.Id, http.RequestAborted));
        var uid = (string)http.Request.RouteValues["uid"]!;
        // The browser that began it, and no other, may go on with it.
        var step = cookies.Interaction.FindResume(http.Request) == uid
            ? await advance.ResumeAsync(uid, isForDevice: false, cookies.Session.Read(http.Request), http.RequestAborted)
            : new AuthorizationAdvance(null, new AuthorizationStep.SessionNotFound());
        await answer.WriteAsync(http, step);
    }

    /// <summary>Null when the request was answered: its body can't be read.</summary>
    private static async Task<ProtocolParameters?> ReadAsync(HttpContext http)
    {
        if (http.Request.Method != "POST")
        {
            var query = QueryPairs.Read(http.Request.QueryString.Value);
            return ProtocolParameters.CreateSettingDoubledAside(AuthorizationParameters.SplitResources(query), AuthorizationParameters.Request);
        }

        var body = await ParameterBody.ReadPairsAsync(http);
        if (body.Pairs.TryGet(out var pairs, out var refused)) return ProtocolParameters.CreateSettingDoubledAside(pairs, AuthorizationParameters.Request);
        await OAuthErrorWriter.WriteAsync(http, refused, issuer: null, body.Unreadable == 0 ? null : body.Unreadable);
        return null;
    }

    /// <summary>Null also when it is unknown, expired or used up: the checks tell the client then.</summary>
    private async Task<PushedRequest?> FindPushedAsync(ProtocolParameters parameters, CancellationToken ct)
    {
        if (RequestUri.ReferenceOf(parameters["request_uri"]) is not { } reference) return null;
        var digest = OpaqueToken.DigestOf(reference);
        var pushed = await db.PushedRequests.AsNoTracking().SingleOrDefaultAsync(row => row.Digest == digest, ct);
        return pushed is { ConsumedAt: null } && time.GetUtcNow().UtcDateTime < pushed.ExpiresAt ? pushed : null;
    }
}
