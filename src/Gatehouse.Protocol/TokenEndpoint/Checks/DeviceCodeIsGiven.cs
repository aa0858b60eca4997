using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 8628 section 3.4.
internal static class DeviceCodeIsGiven
{
    public static OAuthError? Check(TokenRequest request) =>
        request.DeviceCode is null ? OAuthError.InvalidRequest("device_code is missing.") : null;
}
