using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// Contract section 15.3: a token for nothing in particular would be a token for everything.
internal static class TargetIsGiven
{
    public static OAuthError? Check(TokenRequest request) =>
        request.Resources.Count == 0 && request.OrganizationId is null && request.Directory.DefaultResource is null
            ? OAuthError.InvalidTarget("Name a resource or an organization: there is no default resource.")
            : null;
}
