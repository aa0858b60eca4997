using System.Buffers;
using System.Text.Json;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// POST /oidc/token, RFC 6749 section 3.2 (contract/oidc.md 15): read the parameters, authenticate the client, decide, sign, write the
/// audit entry, answer. Nothing but the audit entry is stored for a JWT.
/// </summary>
internal sealed class TokenEndpoint(CurrentTenant tenant, ClientGate gate, TenantEndpoints endpoints, AuditQueue audit, TimeProvider time)
{
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var issuer = endpoints.Issuer(tenant.Id);
        var body = await ParameterBody.ReadAsync(http, TokenParameters.Known);
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

        var now = time.GetUtcNow();
        var entered = await gate.EnterAsync(http, parameters);
        var issued = entered.TryGet(out var caller, out refused) ? Issue(parameters, caller, issuer, now) : refused;
        var isIssued = issued.TryGet(out var token, out refused);
        await audit.WriteAsync(TokenAudit.Row(tenant.Id, http, parameters, token, refused, now), http.RequestAborted);
        if (isIssued) await AnswerAsync(http, token!.Response);
        else await OAuthErrorWriter.WriteAsync(http, refused!, issuer);
    }

    private static Checked<IssuedAnswer> Issue(ProtocolParameters parameters, CallingClient caller, string issuer, DateTimeOffset now)
    {
        var (application, snapshot) = (caller.Application, caller.Snapshot);
        var roles = snapshot.Get<RoleDirectory>();
        var organization = parameters["organization_id"] is { } id ? snapshot.Get<OrganizationTemplate>().OfApplication(application.Id, id) : null;
        var request = TokenRequest.From(parameters, application.Id, application.Metadata, snapshot.Get<ResourceCatalog>().Directory) with
        {
            OwnedScopes = indicator => roles.ScopesOfApplication(application.Id, indicator),
            Organization = organization,
        };
        if (!ClientCredentialsGrant.Decide(request).TryGet(out var granted, out var refused)) return refused;

        var claims = AccessTokenClaims.ForClient(granted, application.Id, issuer, Identifier.Long(), now);
        var keys = snapshot.Get<SigningKeys>();
        var payload = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(payload, WireJson.Options)) claims.Write(writer);
        var response = new TokenResponse
        {
            AccessToken = keys.Sign(keys.AccessTokenHeader, payload.WrittenSpan),
            ExpiresIn = granted.ExpiresIn,
            Scope = claims.Scope,
        };
        return new IssuedAnswer(response, application.Id, caller.SecretName);
    }

    private static Task AnswerAsync(HttpContext http, TokenResponse response)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(body, WireJson.Options)) response.WriteForClientCredentials(writer);
        return ApiWriter.JsonAsync(http, body.WrittenSpan.ToArray());
    }
}

/// <param name="SecretName">The name of the secret that authenticated the client.</param>
internal sealed record IssuedAnswer(TokenResponse Response, string ClientId, string? SecretName);
