using System.Buffers;
using System.Text.Json;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
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
internal sealed class TokenEndpoint(CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, AuditQueue audit, TimeProvider time)
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

        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        var now = time.GetUtcNow();
        var issued = Issue(http, parameters, snapshot, issuer, now);
        var isIssued = issued.TryGet(out var token, out refused);
        await audit.WriteAsync(TokenAudit.Row(tenant.Id, http, parameters, token, refused, now), http.RequestAborted);
        if (isIssued) await AnswerAsync(http, token!.Response);
        else await OAuthErrorWriter.WriteAsync(http, refused!, issuer);
    }

    private Checked<IssuedToken> Issue(HttpContext http, ProtocolParameters parameters, Snapshot snapshot, string issuer, DateTimeOffset now)
    {
        // Until a client is found whose origins count.
        OidcCors.EchoOrigin(http);
        if (!PresentedClient.Read(http.Request.Headers.Authorization, parameters).TryGet(out var presented, out var refused)) return refused;
        if (snapshot.Get<ApplicationDirectory>().Find(presented.ClientId) is not { } application) return OAuthError.UnknownClient();
        if (!OidcCors.Allows(http, endpoints.Origin(tenant.Id), application.Origins))
            return OAuthError.InvalidRequest("This origin is not one that the client lists.");
        if (!ClientAuthenticator.Authenticate(presented, application.Credentials, now).TryGet(out var client, out refused)) return refused;

        var roles = snapshot.Get<RoleDirectory>();
        // No application is a member of an organization yet, so every organization_id is refused as the contract refuses non-members.
        var request = TokenRequest.From(parameters, client.ClientId, application.Metadata, snapshot.Get<ResourceCatalog>().Directory) with
        {
            OwnedScopes = indicator => roles.ScopesOfApplication(client.ClientId, indicator),
        };
        if (!ClientCredentialsGrant.Decide(request).TryGet(out var granted, out refused)) return refused;

        var claims = AccessTokenClaims.ForClient(granted, client.ClientId, issuer, Identifier.Long(), now);
        var keys = snapshot.Get<SigningKeys>();
        var payload = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(payload, WireJson.Options)) claims.Write(writer);
        var response = new TokenResponse
        {
            AccessToken = keys.Sign(keys.AccessTokenHeader, payload.WrittenSpan),
            ExpiresIn = granted.ExpiresIn,
            Scope = claims.Scope,
        };
        return new IssuedToken(response, client.ClientId, client.SecretName);
    }

    private static Task AnswerAsync(HttpContext http, TokenResponse response)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(body, WireJson.Options)) response.WriteForClientCredentials(writer);
        return ApiWriter.JsonAsync(http, body.WrittenSpan.ToArray());
    }
}

/// <param name="SecretName">The name of the secret that authenticated the client.</param>
internal sealed record IssuedToken(TokenResponse Response, string ClientId, string? SecretName);
