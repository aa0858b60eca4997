using System.Collections.Frozen;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// The roles and scopes that every organization of the tenant has, and what applications may do in which organization; in the snapshot
/// (contract/oidc.md 13 and 14). Scopes of the template stand under the reserved indicator.
/// </summary>
internal sealed class OrganizationTemplate : ISnapshotPart<OrganizationTemplate>
{
    private static readonly FrozenSet<string> NoScopes = FrozenSet<string>.Empty;
    private readonly ScopeTable _byRole;
    private readonly FrozenDictionary<(string ApplicationId, string OrganizationId), ScopeTable> _applications;

    private OrganizationTemplate(IEnumerable<string> scopes, ScopeTable byRole, FrozenDictionary<(string ApplicationId, string OrganizationId), ScopeTable> applications)
    {
        Scopes = scopes.ToFrozenSet(StringComparer.Ordinal);
        (_byRole, _applications) = (byRole, applications);
    }

    /// <summary>The names of all scopes of the template.</summary>
    public FrozenSet<string> Scopes { get; }

    public static async Task<OrganizationTemplate> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var (organizationScopes, scopes, resources) = (db.OrganizationScopes, db.Scopes, db.Resources);
        var names = await organizationScopes.Select(scope => scope.Name).ToListAsync(ct);
        var ofTemplate = await db.OrganizationRoleScopes.Join(organizationScopes, grant => grant.OrganizationScopeId, scope => scope.Id,
            (grant, scope) => new Permission(grant.OrganizationRoleId, ResourceDirectory.Organizations, scope.Name)).ToListAsync(ct);
        var ofResources = await (
            from grant in db.OrganizationRoleResourceScopes
            join scope in scopes on grant.ScopeId equals scope.Id
            join resource in resources on scope.ResourceId equals resource.Id
            select new Permission(grant.OrganizationRoleId, resource.Indicator, scope.Name)).ToListAsync(ct);
        var permitted = ofTemplate.Concat(ofResources).ToLookup(row => row.RoleId);

        var members = await db.OrganizationApplications.ToListAsync(ct);
        var roles = (await db.OrganizationApplicationRoles.ToListAsync(ct)).ToLookup(grant => (grant.ApplicationId, grant.OrganizationId), grant => grant.OrganizationRoleId);
        return new OrganizationTemplate(names, Table(permitted.SelectMany(role => role)), members.ToFrozenDictionary(
            member => (member.ApplicationId, member.OrganizationId),
            member => Table(roles[(member.ApplicationId, member.OrganizationId)].SelectMany(role => permitted[role]).Select(row => row with { RoleId = "" }))));
    }

    /// <summary>The scopes that a role of the template permits on a resource, or of the template itself; null is none.</summary>
    public IReadOnlySet<string>? ScopesOfRole(string roleId, string indicator) => _byRole.Find(roleId, indicator);

    /// <summary>The application's place in an organization; null when it has none.</summary>
    public OrganizationAccess? OfApplication(string applicationId, string organizationId) =>
        _applications.GetValueOrDefault((applicationId, organizationId)) is { } owned
            ? new OrganizationAccess(owned.Find("", ResourceDirectory.Organizations) ?? NoScopes, indicator => owned.Find("", indicator))
            : null;

    private static ScopeTable Table(IEnumerable<Permission> rows) => ScopeTable.Of(rows.Select(row => (row.RoleId, row.Indicator, row.Scope)));

    private sealed record Permission(string RoleId, string Indicator, string Scope);
}
