using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// OpenID Connect Core section 7.2.1.
internal static class RegistrationIsAbsent
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["registration"] is null ? null : OAuthError.RegistrationNotSupported();
}
