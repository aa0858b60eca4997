using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>What the user behind a request may do, read at the moment of the request: contract oidc.md sections 8.3, 9, 13 and 14.</summary>
public sealed record UserAccess
{
    /// <summary>The user exists and is not suspended.</summary>
    public required bool IsActive { get; init; }

    /// <summary>False where the application's access control leaves the user out (contract section 8.3).</summary>
    public bool MayUseApplication { get; init; } = true;

    /// <summary>The user's place in the organization that the request names; null when there is none, or no such organization.</summary>
    public OrganizationMembership? Organization { get; init; }

    /// <summary>
    /// What the user owns on a resource now: by roles of its own and of all its organizations, or of the one that the request names.
    /// </summary>
    public OwnedScopes OwnedScopes { get; init; } = static _ => null;

    /// <summary>Nobody: the user is unknown or suspended.</summary>
    public static UserAccess None { get; } = new() { IsActive = false };

    /// <summary>Contract section 8.3: the refresh grant and token exchange ask.</summary>
    internal OAuthError? RefuseApplication() =>
        MayUseApplication ? null : OAuthError.AccessDeniedByApplication("The user has no access to this application.");

    /// <summary>
    /// The checks of contract section 14 up to the scope, in its order; one answer for an unknown organization and for one that the user is
    /// not in.
    /// </summary>
    internal OAuthError? RefuseOrganization(TokenRequest request)
    {
        if (request.OrganizationId is null) return null;
        if (Organization is null) return OAuthError.AccessDenied("The user is not a member of this organization.");
        if (request.Client.IsThirdParty && !Organization.HasConsent)
            return OAuthError.AccessDenied("The user has not let this application act in this organization.");
        return Organization.LacksFactor ? OAuthError.AccessDenied("This organization asks for a second factor.") : null;
    }
}

/// <summary>The user is a member of the organization: contract oidc.md section 14.</summary>
/// <param name="Scopes">Scopes of the organization template, from the user's roles there.</param>
/// <param name="HasConsent">The user has let the client act in the organization; asked of third-party clients only.</param>
/// <param name="LacksFactor">The organization requires a second factor and the user has none.</param>
public sealed record OrganizationMembership(IReadOnlySet<string> Scopes, bool HasConsent, bool LacksFactor);
