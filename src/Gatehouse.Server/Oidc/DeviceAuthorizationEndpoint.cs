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

/// <summary>POST /oidc/device/auth, RFC 8628 section 3.1 (contract/oidc.md 16): a device asks for codes.</summary>
internal sealed class DeviceAuthorizationEndpoint(CurrentTenant tenant, TenantEndpoints endpoints, ClientGate gate, IdTokenHint hint, DeviceCodes codes)
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

        if (!body.Parameters.TryGet(out var parameters, out var refused)) OidcCors.EchoOrigin(http);
        else if ((await JudgeAsync(http, parameters)).TryGet(out var request, out refused))
        {
            await AnswerAsync(http, await codes.AddAsync(request.ClientId, StoredParameters.ToStored(parameters, keepsHint: true), http.RequestAborted));
            return;
        }

        await OAuthErrorWriter.WriteAsync(http, refused, issuer);
    }

    private async Task<Checked<AuthorizationRequest>> JudgeAsync(HttpContext http, ProtocolParameters parameters)
    {
        if (!(await gate.EnterAsync(http, parameters)).TryGet(out var caller, out var refused)) return refused;
        var request = AuthorizationRequest.From(
            parameters, caller.Application.Id, caller.Application.Metadata, caller.Snapshot.Get<ResourceCatalog>().Directory, AuthorizationRequestKind.Device);
        request = request with { HintedSubject = await hint.SubjectAsync(parameters["id_token_hint"], request.ClientId, http.RequestAborted) };
        return AuthorizationChecks.FirstRefusal(request) is { } refusal ? refusal.Error : request;
    }

    // No interval: contract 16.
    private Task AnswerAsync(HttpContext http, NewDeviceCode code)
    {
        var page = endpoints.BaseUrl(tenant.Id) + "/device";
        var answer = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("device_code", code.DeviceCode);
            json.WriteString("user_code", code.UserCode);
            json.WriteString("verification_uri", page);
            json.WriteString("verification_uri_complete", $"{page}?user_code={code.UserCode}");
            json.WriteNumber("expires_in", (int)DeviceCode.Lifetime.TotalSeconds);
            json.WriteEndObject();
        });
        return ApiWriter.JsonAsync(http, Encoding.UTF8.GetBytes(answer.Text));
    }
}
