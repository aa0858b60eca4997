using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.Authorization.Checks;

// Contract section 6: these parameters speak about an ID token, and without openid there is none.
internal static class OpenIdIsAskedFor
{
    private static readonly string[] NeedOpenId = ["nonce", "max_age", "id_token_hint", "acr_values"];

    public static OAuthError? Check(AuthorizationRequest request)
    {
        if (request.Scope.Contains(OidcScope.OpenId)) return null;
        return Array.Find(NeedOpenId, name => request.Parameters[name] is not null) is { } name
            ? OAuthError.InvalidRequest($"{name} needs the scope openid.")
            : null;
    }
}
