using System.Buffers;
using System.Text.Json;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Oidc.TokenGrants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// POST /oidc/token, RFC 6749 section 3.2 (contract/oidc.md 15): read the parameters, authenticate the client, check the request, hand it to
/// its grant, write the audit entry, answer.
/// </summary>
internal sealed class TokenEndpoint(
    CurrentTenant tenant,
    ClientGate gate,
    DpopGate dpop,
    TenantEndpoints endpoints,
    AuditQueue audit,
    TimeProvider time)
{
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var issuer = endpoints.Issuer(tenant.Id);
        if (await ParameterBody.ReadOrAnswerAsync(http, TokenParameters.Known, issuer) is not { } parameters) return;

        var now = time.GetUtcNow();
        var entered = await gate.EnterAsync(http, parameters);
        var outcome = entered.TryGet(out var client, out var refused)
            ? await IssueAsync(http, parameters, client, issuer, now)
            : TokenOutcome.Refused(refused);
        var entry = outcome.ChangesRows ? Task.CompletedTask
            : audit.WriteAsync(TokenAudit.Row(tenant.Id, http, parameters, client, outcome, now), http.RequestAborted);

        // A client's token is signed while the entry is on its way to the disk, and leaves once it is there.
        var body = outcome.Response is { } response ? Written(response, parameters["grant_type"] == GrantType.ClientCredentials) : null;
        await entry;
        if (body is not null) await ApiWriter.JsonAsync(http, body);
        else await OAuthErrorWriter.WriteAsync(http, outcome.Refusal!, issuer);
    }

    private async ValueTask<TokenOutcome> IssueAsync(HttpContext http, ProtocolParameters parameters, CallingClient client, string issuer, DateTimeOffset now)
    {
        if (!(await dpop.EnterAsync(http)).TryGet(out var key, out var refused)) return TokenOutcome.Refused(refused);
        var directory = client.Snapshot.Get<ResourceCatalog>().Directory;
        var request = ClientCredentialsTokens.WithAccess(
            TokenRequest.From(parameters, client.Application.Id, client.Application.Metadata, directory, key.Thumbprint), client);
        if (TokenEndpointChecks.FirstRefusal(request) is { } refusal) return TokenOutcome.Refused(refusal);
        var call = new TokenCall(
            client, request, issuer, now, outcome => TokenAudit.Row(tenant.Id, http, parameters, client, outcome, now), http.RequestAborted);
        return request.GrantType switch
        {
            GrantType.ClientCredentials => ClientCredentialsTokens.Issue(call),
            GrantType.AuthorizationCode => await Grant<AuthorizationCodeTokens>(http).RedeemAsync(call),
            GrantType.RefreshToken => await Grant<RefreshedTokens>(http).RefreshAsync(call),
            GrantType.DeviceCode => await Grant<DeviceCodeTokens>(http).PollAsync(call),
            GrantType.TokenExchange => await Grant<ExchangedTokens>(http).ExchangeAsync(call),
            _ => TokenOutcome.Refused(OAuthError.UnsupportedGrantType()),
        };
    }

    /// <summary>Made when it is needed: each stands on a database context, and most requests are client credentials, which need none.</summary>
    private static T Grant<T>(HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();

    private static byte[] Written(TokenResponse response, bool isForClient)
    {
        var body = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(body, WireJson.Options))
        {
            if (isForClient) response.WriteForClientCredentials(writer);
            else response.Write(writer);
        }

        return body.WrittenSpan.ToArray();
    }
}
