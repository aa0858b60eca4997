using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// What all endpoints that clients call directly begin with: who is it, may its origin call, did it authenticate (RFC 6749 section 2.3;
/// contract/oidc.md 3, 4 and 5.2).
/// </summary>
internal sealed class ClientGate(CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, TimeProvider time)
{
    /// <summary>Sets the CORS headers of the answer on the way.</summary>
    public async ValueTask<Checked<CallingClient>> EnterAsync(HttpContext http, ProtocolParameters parameters)
    {
        // Until a client is found whose origins count.
        OidcCors.EchoOrigin(http);
        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        if (!PresentedClient.Read(http.Request.Headers.Authorization, parameters).TryGet(out var presented, out var refused)) return refused;
        if (snapshot.FindClient(presented.ClientId) is not { } application) return OAuthError.UnknownClient();
        if (!OidcCors.Allows(http, endpoints.Origin(tenant.Id), application.Origins))
            return OAuthError.InvalidRequest("This origin is not one that the client lists.");
        var authenticated = ClientAuthenticator.Authenticate(presented, application.Credentials, endpoints.Issuer(tenant.Id), time.GetUtcNow());
        if (!authenticated.TryGet(out var client, out refused)) return refused;
        // RFC 7523 section 3, item 7. Used up here, whatever becomes of the request.
        if (client.Assertion is { } assertion
            && !await http.RequestServices.GetRequiredService<UseIdentifier>().ExecuteAsync(UseIdentifier.ClientAssertion, application.Id, assertion.Jti, assertion.ExpiresAt, http.RequestAborted))
            return OAuthError.InvalidClient("This client assertion was used before.");
        return new CallingClient(application, client.SecretName, snapshot);
    }
}

/// <summary>A client that authenticated, or a public one that said who it is.</summary>
/// <param name="SecretName">The name of the secret used, for the audit log.</param>
/// <param name="Snapshot">The tenant's configuration at that moment; the whole request is judged by it.</param>
internal sealed record CallingClient(RegisteredApplication Application, string? SecretName, Snapshot Snapshot);
