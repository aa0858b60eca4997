using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Resources;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 8707 section 2; contract section 13.
internal static class ResourceIsAbsoluteUri
{
    public static OAuthError? Check(TokenRequest request) =>
        request.Resources.All(ResourceIndicator.IsWellFormed)
            ? null
            : OAuthError.InvalidTarget("A resource must be an absolute URI without fragment.");
}
