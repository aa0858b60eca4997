using System.Collections.Frozen;
using Gatehouse.Server.Data;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>The roles of a tenant and what they permit, in the snapshot. Roles of users are not in it: there are too many users.</summary>
internal sealed class RoleDirectory : ISnapshotPart<RoleDirectory>
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, FrozenSet<string>>> _byApplication;

    private RoleDirectory(IReadOnlyList<Role> roles, FrozenDictionary<string, FrozenDictionary<string, FrozenSet<string>>> byApplication)
    {
        _byApplication = byApplication;
        All = roles;
    }

    public IReadOnlyList<Role> All { get; }

    public static async Task<RoleDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var roles = await db.Roles.AsNoTracking().OrderBy(role => role.Name).ToListAsync(ct);
        var owned = await (
            from held in db.ApplicationRoles
            join granted in db.RoleScopes on held.RoleId equals granted.RoleId
            join scope in db.Scopes on granted.ScopeId equals scope.Id
            join resource in db.Resources on scope.ResourceId equals resource.Id
            select new { held.ApplicationId, resource.Indicator, scope.Name }).ToListAsync(ct);
        return new RoleDirectory(roles, owned.GroupBy(row => row.ApplicationId).ToFrozenDictionary(
            application => application.Key,
            application => application.GroupBy(row => row.Indicator).ToFrozenDictionary(
                resource => resource.Key, resource => resource.Select(row => row.Name).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal),
            StringComparer.Ordinal));
    }

    /// <summary>The scopes that a machine-to-machine application owns on a resource through its roles.</summary>
    public IReadOnlySet<string>? ScopesOfApplication(string applicationId, string indicator) =>
        _byApplication.GetValueOrDefault(applicationId)?.GetValueOrDefault(indicator);
}
