using Gatehouse.Protocol.Resources;
using Gatehouse.Server.Data;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Reads what a user owns: through their own roles and through their roles in organizations (contract/oidc.md 13 and 14).</summary>
internal sealed class UserPermissions(GatehouseDb db, Snapshots snapshots)
{
    /// <summary>Two queries; every question afterwards is answered from them and the snapshot.</summary>
    public async Task<OwnedPermissions> OfAsync(string userId, CancellationToken ct)
    {
        var roles = await db.UserRoles.Where(grant => grant.UserId == userId).Select(grant => grant.RoleId).ToListAsync(ct);
        var (members, granted, organizations) = (db.OrganizationUsers, db.OrganizationUserRoles, db.Organizations);
        var places = await (
            from member in members
            where member.UserId == userId
            join organization in organizations on member.OrganizationId equals organization.Id
            join grant in granted on new { member.OrganizationId, member.UserId } equals new { grant.OrganizationId, grant.UserId } into grants
            from grant in grants.DefaultIfEmpty()
            select new Place(member.OrganizationId, organization.IsMfaRequired, grant == null ? null : grant.OrganizationRoleId)).ToListAsync(ct);
        return new OwnedPermissions(roles, places, await snapshots.GetAsync(db.TenantId, ct));
    }
}

/// <summary>A membership, once for each role in it.</summary>
internal sealed record Place(string OrganizationId, bool IsMfaRequired, string? RoleId);

/// <summary>What one user owned at one moment.</summary>
internal sealed class OwnedPermissions(IReadOnlyList<string> roleIds, IReadOnlyList<Place> places, Snapshot snapshot)
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    public IReadOnlyList<string> RoleIds => roleIds;

    /// <summary>Every organization that the user is a member of.</summary>
    public IEnumerable<string> OrganizationIds => places.Select(place => place.OrganizationId).Distinct();

    public bool IsMemberOf(string organizationId) => places.Any(place => place.OrganizationId == organizationId);

    /// <summary>Whether the organization wants its members to have a second factor.</summary>
    public bool IsMfaRequiredBy(string organizationId) => places.Any(place => place.OrganizationId == organizationId && place.IsMfaRequired);

    /// <summary>Whether the user holds one of the roles there.</summary>
    public bool HasRoleIn(string organizationId, string organizationRoleId) =>
        places.Any(place => place.OrganizationId == organizationId && place.RoleId == organizationRoleId);

    /// <summary>
    /// The scopes on a resource: from the user's own roles and from the roles in all organizations; the reserved indicator names the
    /// scopes of the organization template.
    /// </summary>
    public IReadOnlySet<string> ScopesOf(string indicator) => ScopesOf(indicator, places);

    /// <summary>As <see cref="ScopesOf(string)"/>, but of organizations this one alone counts.</summary>
    public IReadOnlySet<string> ScopesIn(string organizationId, string indicator) => ScopesIn([organizationId], indicator);

    /// <summary>As <see cref="ScopesOf(string)"/>, but of organizations only these count.</summary>
    public IReadOnlySet<string> ScopesIn(IReadOnlyCollection<string> organizationIds, string indicator) =>
        ScopesOf(indicator, places.Where(place => organizationIds.Contains(place.OrganizationId)));

    private IReadOnlySet<string> ScopesOf(string indicator, IEnumerable<Place> counted)
    {
        var template = snapshot.Get<OrganizationTemplate>();
        var directory = snapshot.Get<RoleDirectory>();
        var own = indicator == ResourceDirectory.Organizations ? [] : roleIds.Select(role => directory.ScopesOfRole(role, indicator));
        HashSet<string>? all = null;
        foreach (var scopes in own.Concat(counted.Select(place => place.RoleId is { } role ? template.ScopesOfRole(role, indicator) : null)))
        {
            if (scopes is not null) (all ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(scopes);
        }

        return all ?? None;
    }
}
