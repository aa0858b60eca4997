using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Authorization.Checks;

// Contract sections 3 and 4.1; a client that never signs a user in has nowhere to send one, whatever it registered.
internal static class ClientHasRedirectUris
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Client.RedirectUris.Count > 0
        && (request.Client.GrantTypes.Contains(GrantType.AuthorizationCode) || request.Client.GrantTypes.Contains(GrantType.DeviceCode))
            ? null
            : OAuthError.InvalidRedirectUri("The client has no redirect URI.");
}
