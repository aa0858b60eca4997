using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// Contract section 6; jwt (JARM) is unknown as well.
internal static class ResponseModeIsKnown
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["response_mode"] is { } mode && !ResponseMode.Known.Contains(mode) ? OAuthError.UnsupportedResponseMode() : null;
}
