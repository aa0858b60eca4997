using System.Text;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// POST /oidc/request, RFC 9126 section 2 (contract/oidc.md 6): read the parameters, authenticate the client, check what /oidc/auth would
/// check, keep it for a minute, answer with its name. Every refusal is an answer: no browser is there that could be redirected.
/// </summary>
internal sealed class PushedAuthorizationEndpoint(
    CurrentTenant tenant, ClientGate gate, IdTokenHint hint, TenantEndpoints endpoints, GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var issuer = endpoints.Issuer(tenant.Id);
        var body = await ParameterBody.ReadAsync(http, AuthorizationParameters.Known);
        if (body.Unreadable != 0)
        {
            OidcCors.EchoOrigin(http);
            await OAuthErrorWriter.WriteAsync(http, OAuthError.InvalidRequest("The body can't be read."), issuer, body.Unreadable);
            return;
        }

        if (!body.Parameters.TryGet(out var parameters, out var refused))
        {
            OidcCors.EchoOrigin(http);
            await OAuthErrorWriter.WriteAsync(http, refused, issuer);
            return;
        }

        if (!(await gate.EnterAsync(http, parameters)).TryGet(out var caller, out refused)
            || (refused = await FirstRefusalAsync(parameters, caller, http.RequestAborted)) is not null)
        {
            await OAuthErrorWriter.WriteAsync(http, refused, issuer);
            return;
        }

        await AnswerAsync(http, await KeepAsync(parameters, caller.Application.Id, http.RequestAborted));
    }

    private async Task<OAuthError?> FirstRefusalAsync(ProtocolParameters parameters, CallingClient caller, CancellationToken ct)
    {
        // RFC 9126 section 2.1: part of the request, whatever header authenticates its sender.
        if (!AuthorizationRequest.ClientIdOf(parameters).TryGet(out var clientId, out var refused)) return refused;
        var request = AuthorizationRequest.From(
            parameters, clientId, caller.Application.Metadata, caller.Snapshot.Get<ResourceCatalog>().Directory, AuthorizationRequestKind.Pushed) with
        {
            HintedSubject = await hint.SubjectAsync(parameters["id_token_hint"], clientId, ct),
        };
        return AuthorizationChecks.FirstRefusal(request)?.Error;
    }

    /// <returns>The random part of the request URI, of which a digest is kept.</returns>
    private async Task<string> KeepAsync(ProtocolParameters parameters, string applicationId, CancellationToken ct)
    {
        var reference = OpaqueToken.New();
        var now = time.GetUtcNow().UtcDateTime;
        var row = new PushedRequest
        {
            TenantId = tenant.Id,
            Digest = OpaqueToken.DigestOf(reference),
            ApplicationId = applicationId,
            Params = StoredParameters.ToStored(parameters, keepsHint: true),
            CreatedAt = now,
            ExpiresAt = now + PushedRequest.Lifetime,
        };
        var kept = await work.WriteAsync<PushedRequest>(_ => null, () =>
        {
            db.PushedRequests.Add(row);
            return Task.FromResult<Platform.Errors.Checked<PushedRequest>>(row);
        }, ct);
        return kept.TryGet(out _, out var refusal) ? reference : throw new InvalidOperationException($"A pushed request was not kept: {refusal.Code}");
    }

    private static Task AnswerAsync(HttpContext http, string reference)
    {
        http.Response.StatusCode = StatusCodes.Status201Created;
        var body = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("expires_in", (int)PushedRequest.Lifetime.TotalSeconds);
            json.WriteString("request_uri", RequestUri.Of(reference));
            json.WriteEndObject();
        });
        return ApiWriter.JsonAsync(http, Encoding.UTF8.GetBytes(body.Text));
    }
}
