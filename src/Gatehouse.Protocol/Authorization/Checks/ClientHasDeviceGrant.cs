using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Authorization.Checks;

// Contract section 16.
internal static class ClientHasDeviceGrant
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Client.GrantTypes.Contains(GrantType.DeviceCode)
            ? null
            : OAuthError.InvalidRequest("The device flow is not enabled for the client.");
}
