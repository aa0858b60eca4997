using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// Contract section 15.3; RFC 8707 section 2.2 leaves it to the server.
internal static class ResourceIsSingle
{
    public static OAuthError? Check(TokenRequest request) =>
        request.Resources.Count > 1 ? OAuthError.InvalidTarget("A token is for one resource: name one only.") : null;
}
