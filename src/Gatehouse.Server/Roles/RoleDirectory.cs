using Gatehouse.Server.Data;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>The roles of a tenant and what they permit, in the snapshot. Roles of users are not in it: there are too many users.</summary>
internal sealed class RoleDirectory : ISnapshotPart<RoleDirectory>
{
    private readonly ScopeTable _byRole;
    private readonly ScopeTable _byApplication;

    private RoleDirectory(IReadOnlyList<Role> roles, ScopeTable byRole, ScopeTable byApplication)
    {
        (_byRole, _byApplication) = (byRole, byApplication);
        All = roles;
    }

    public IReadOnlyList<Role> All { get; }

    public static async Task<RoleDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var roles = await db.Roles.AsNoTracking().OrderBy(role => role.Name).ToListAsync(ct);
        var (scopes, resources) = (db.Scopes, db.Resources);
        var permitted = await (
            from granted in db.RoleScopes
            join scope in scopes on granted.ScopeId equals scope.Id
            join resource in resources on scope.ResourceId equals resource.Id
            select new { granted.RoleId, resource.Indicator, scope.Name }).ToListAsync(ct);
        var byRole = permitted.ToLookup(row => row.RoleId);
        var held = await db.ApplicationRoles.AsNoTracking().ToListAsync(ct);
        return new RoleDirectory(
            roles,
            ScopeTable.Of(permitted.Select(row => (row.RoleId, row.Indicator, row.Name))),
            ScopeTable.Of(held.SelectMany(grant => byRole[grant.RoleId].Select(row => (grant.ApplicationId, row.Indicator, row.Name)))));
    }

    /// <summary>The scopes that a machine-to-machine application owns on a resource through its roles.</summary>
    public IReadOnlySet<string>? ScopesOfApplication(string applicationId, string indicator) => _byApplication.Find(applicationId, indicator);

    /// <summary>The scopes that a role permits on a resource; null is none.</summary>
    public IReadOnlySet<string>? ScopesOfRole(string roleId, string indicator) => _byRole.Find(roleId, indicator);
}
