using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 8693 section 2.1; contract section 15.4.
internal static class SubjectTokenIsGiven
{
    public static OAuthError? Check(TokenRequest request) =>
        request.SubjectToken is null || request.SubjectTokenType is null
            ? OAuthError.InvalidRequest("subject_token or subject_token_type is missing.")
            : null;
}
