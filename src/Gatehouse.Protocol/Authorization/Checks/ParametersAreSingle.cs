using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 6749 section 3.1.
internal static class ParametersAreSingle
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters.DoubledRefusal;
}
