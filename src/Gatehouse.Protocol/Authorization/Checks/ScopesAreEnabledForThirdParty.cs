using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.Authorization.Checks;

// Contract section 20: refused and not silently left out, unlike the scopes of resources.
internal static class ScopesAreEnabledForThirdParty
{
    public static OAuthError? Check(AuthorizationRequest request)
    {
        var offenders = request.Scope.Where(scope =>
            OidcScope.Known.Contains(scope) && !GrantableScopes.IsEnabled(request.Client, scope));
        return offenders.Count == 0
            ? null
            : OAuthError.InvalidScope(offenders.ToString(), "The client may not ask for this scope.");
    }
}
