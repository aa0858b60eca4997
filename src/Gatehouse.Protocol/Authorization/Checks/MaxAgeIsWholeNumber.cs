using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// OpenID Connect Core section 3.1.2.1.
internal static class MaxAgeIsWholeNumber
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["max_age"] is not null && request.MaxAge is null
            ? OAuthError.InvalidRequest("max_age must be a whole number of seconds, zero or more.")
            : null;
}
