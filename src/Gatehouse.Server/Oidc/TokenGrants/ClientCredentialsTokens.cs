using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.Oidc.TokenGrants;

/// <summary>The grant <c>client_credentials</c> (contract/oidc.md 15.3): decided on the snapshot alone, without a look at the database.</summary>
internal static class ClientCredentialsTokens
{
    public static TokenOutcome Issue(TokenCall call)
    {
        if (!ClientCredentialsGrant.Decide(call.Request).TryGet(out var granted, out var refused)) return TokenOutcome.Refused(refused);
        var claims = AccessTokenClaims.ForClient(granted, call.Request.ClientId, call.Issuer, Identifier.Long(), call.Now, call.Request.DpopJkt);
        var keys = call.Client.Snapshot.Get<SigningKeys>();
        return new TokenOutcome
        {
            Response = new TokenResponse
            {
                AccessToken = () => keys.Sign(keys.AccessTokenHeader, claims.Write),
                ExpiresIn = granted.ExpiresIn,
                Scope = claims.Scope,
                IsBound = call.Request.DpopJkt is not null,
            },
            TokenTypes = ["AccessToken"],
        };
    }

    /// <summary>The request with what the application owns by itself and in the organization that it names.</summary>
    public static TokenRequest WithAccess(TokenRequest request, CallingClient client) => request with
    {
        OwnedScopes = indicator => client.Snapshot.Get<RoleDirectory>().ScopesOfApplication(request.ClientId, indicator),
        Organization = request.OrganizationId is { } id ? client.Snapshot.Get<OrganizationTemplate>().OfApplication(request.ClientId, id) : null,
    };
}
