using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 8707 section 2; contract section 13.
internal static class ResourceIsKnown
{
    public static OAuthError? Check(TokenRequest request) =>
        request.Resources.All(resource => request.Directory.Find(resource) is not null)
            ? null
            : OAuthError.InvalidTarget("There is no such resource.");
}
