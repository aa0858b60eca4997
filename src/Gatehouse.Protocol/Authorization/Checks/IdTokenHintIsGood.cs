using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// OpenID Connect Core section 3.1.2.2, point 4; contract section 6.
internal static class IdTokenHintIsGood
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["id_token_hint"] is not null && request.HintedSubject is null
            ? OAuthError.InvalidRequest("id_token_hint is not an ID token of this server for the client.")
            : null;
}
