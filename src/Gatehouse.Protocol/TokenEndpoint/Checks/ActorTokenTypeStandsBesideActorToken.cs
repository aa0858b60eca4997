using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 8693 section 2.1: the type must not be sent without the token. The other way round is invalid_grant (contract section 15.4).
internal static class ActorTokenTypeStandsBesideActorToken
{
    public static OAuthError? Check(TokenRequest request) =>
        request.ActorToken is null && request.ActorTokenType is not null
            ? OAuthError.InvalidRequest("actor_token_type is given without actor_token.")
            : null;
}
