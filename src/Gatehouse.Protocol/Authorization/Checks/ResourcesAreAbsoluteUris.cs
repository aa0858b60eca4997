using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Resources;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 8707 section 2; contract section 13.
internal static class ResourcesAreAbsoluteUris
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters.Resources.All(ResourceIndicator.IsWellFormed)
            ? null
            : OAuthError.InvalidTarget("A resource must be an absolute URI without fragment.");
}
