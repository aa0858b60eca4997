using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 8707 section 2; contract section 13.
internal static class ResourcesAreKnown
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters.Resources.All(resource => request.Directory.Find(resource) is not null)
            ? null
            : OAuthError.InvalidTarget("There is no such resource.");
}
