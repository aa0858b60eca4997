using System.Buffers;
using System.Text.Json;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Introspection;
using Gatehouse.Protocol.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>POST /oidc/token/introspection, RFC 7662 (contract/oidc.md 18).</summary>
internal sealed class IntrospectionEndpoint(CurrentTenant tenant, ClientGate gate, TenantEndpoints endpoints, FindToken find, TimeProvider time)
{
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var issuer = endpoints.Issuer(tenant.Id);
        if (await ParameterBody.ReadOrAnswerAsync(http, PresentedTokenParameters.Known, issuer) is not { } parameters) return;
        var entered = await gate.EnterAsync(http, parameters);
        if (!entered.TryGet(out var client, out var refused) || !PresentedTokenParameters.TokenOf(parameters).TryGet(out var token, out refused))
        {
            await OAuthErrorWriter.WriteAsync(http, refused, issuer);
            return;
        }

        var answer = await AnswerOfAsync(client, token, issuer, http.RequestAborted);
        var body = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(body, WireJson.Options))
        {
            if (answer is not null) answer.Write(writer);
            else IntrospectionAnswer.WriteInactive(writer);
        }

        await ApiWriter.JsonAsync(http, body.WrittenSpan.ToArray());
    }

    /// <summary>Null: not a live token that this client may ask about.</summary>
    private async Task<IntrospectionAnswer?> AnswerOfAsync(CallingClient client, string token, string issuer, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await find.ByValueAsync(token, now, ct, TokenKind.AccessToken, TokenKind.RefreshToken) is not { } found || !found.IsLive(now)) return null;
        var isPublic = client.Application.Metadata.TokenEndpointAuthMethod == ClientAuthenticationMethod.None;
        if (isPublic && found.Row.ApplicationId != client.Application.Id) return null;
        if (client.Snapshot.FindClient(found.Row.ApplicationId) is null) return null;
        return new IntrospectionAnswer
        {
            Subject = found.Row.UserId,
            ClientId = found.Row.ApplicationId,
            ExpiresAt = new DateTimeOffset(found.Row.ExpiresAt, TimeSpan.Zero).ToUnixTimeSeconds(),
            IssuedAt = new DateTimeOffset(found.Row.CreatedAt, TimeSpan.Zero).ToUnixTimeSeconds(),
            Issuer = issuer,
            Scope = found.Row.Scope,
            IsAccessToken = found.Row.Kind == TokenKind.AccessToken,
            SessionId = found.Details.Sid,
            Actor = found.Details.Actor,
            DpopJkt = found.Details.DpopJkt,
        };
    }
}
