using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Reads what a user may do at this moment, as far as a request makes it matter (contract/oidc.md 8.3, 13, 14).</summary>
internal sealed class UserAccessReader(GatehouseDb db, UserPermissions permissions, ApplicationAccess access)
{
    /// <param name="resource">What the token is for, if it is for a resource.</param>
    /// <param name="organizationId">The organization that the request names, where that means something.</param>
    /// <param name="asksApplication">Whether the application's access control counts: contract 8.3 has it at two grants.</param>
    public async Task<UserAccess> ReadAsync(
        RegisteredApplication application, User? user, Gatehouse.Protocol.Resources.ApiResource? resource, string? organizationId, bool asksApplication, CancellationToken ct)
    {
        if (user is null || user.IsSuspended) return UserAccess.None;
        asksApplication &= application.HasAccessControl;
        // Most requests are for the provider itself: then nothing more is read.
        if (resource is null && organizationId is null && !asksApplication) return new UserAccess { IsActive = true };
        var owned = await permissions.OfAsync(user.Id, ct);
        return new UserAccess
        {
            IsActive = true,
            MayUseApplication = !asksApplication || await access.IsAllowedAsync(application, user.Id, owned, ct),
            Organization = organizationId is null ? null : await MembershipAsync(application, user, owned, organizationId, ct),
            OwnedScopes = organizationId is null ? owned.ScopesOf : indicator => owned.ScopesIn(organizationId, indicator),
        };
    }

    private async Task<OrganizationMembership?> MembershipAsync(
        RegisteredApplication application, User user, OwnedPermissions owned, string organizationId, CancellationToken ct)
    {
        if (!owned.IsMemberOf(organizationId)) return null;
        var hasConsent = application.Metadata.IsThirdParty && await db.ConsentedOrganizations.AnyAsync(
            consent => consent.ApplicationId == application.Id && consent.UserId == user.Id && consent.OrganizationId == organizationId, ct);
        return new OrganizationMembership(
            owned.ScopesIn(organizationId, ResourceDirectory.Organizations), hasConsent, owned.IsMfaRequiredBy(organizationId) && !user.HasSecondFactor);
    }
}
