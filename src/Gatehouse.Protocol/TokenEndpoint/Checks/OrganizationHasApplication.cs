using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// Contract section 14. One answer for an unknown organization and for one that the application is not in: neither tells that it exists.
internal static class OrganizationHasApplication
{
    public static OAuthError? Check(TokenRequest request) =>
        request.OrganizationId is not null && request.Organization is null
            ? OAuthError.AccessDenied("The application is not associated with this organization.")
            : null;
}
