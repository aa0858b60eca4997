using System.Collections.Frozen;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>What each third-party application may ask users for, in the snapshot (contract/oidc.md 20).</summary>
internal sealed class ThirdPartyScopes : ISnapshotPart<ThirdPartyScopes>
{
    private readonly FrozenDictionary<string, EnabledScopes> _byApplication;

    private ThirdPartyScopes(FrozenDictionary<string, EnabledScopes> byApplication) => _byApplication = byApplication;

    public static async Task<ThirdPartyScopes> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var enabled = await db.EnabledScopes.ToListAsync(ct);
        if (enabled.Count == 0) return new ThirdPartyScopes(FrozenDictionary<string, EnabledScopes>.Empty);
        var organizationScopes = await db.OrganizationScopes.ToDictionaryAsync(scope => scope.Id, scope => scope.Name, ct);
        var (scopes, resources) = (db.Scopes, db.Resources);
        var resourceScopes = await scopes.Join(resources, scope => scope.ResourceId, resource => resource.Id, (scope, resource) => new { scope.Id, scope.Name, resource.Indicator })
            .ToDictionaryAsync(scope => scope.Id, ct);
        return new ThirdPartyScopes(enabled.GroupBy(row => row.ApplicationId).ToFrozenDictionary(rows => rows.Key, rows => new EnabledScopes(
            Of(rows, EnabledScopeKind.UserScope).ToFrozenSet(StringComparer.Ordinal),
            Of(rows, EnabledScopeKind.OrganizationScope).Where(organizationScopes.ContainsKey).Select(id => organizationScopes[id]).ToFrozenSet(StringComparer.Ordinal),
            Of(rows, EnabledScopeKind.ResourceScope, EnabledScopeKind.OrganizationResourceScope).Where(resourceScopes.ContainsKey).Select(id => resourceScopes[id])
                .GroupBy(scope => scope.Indicator, scope => scope.Name)
                .ToFrozenDictionary(scopes => scopes.Key, scopes => scopes.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal)), StringComparer.Ordinal));
    }

    public EnabledScopes Of(string applicationId) => _byApplication.GetValueOrDefault(applicationId, EnabledScopes.None);

    private static IEnumerable<string> Of(IEnumerable<EnabledScope> rows, params EnabledScopeKind[] kinds) =>
        rows.Where(row => kinds.Contains(row.Kind)).Select(row => row.Scope);
}

internal static class ClientLookup
{
    /// <summary>The application as the provider sees it, with the scopes that are enabled for it if it is a third party's.</summary>
    public static RegisteredApplication? FindClient(this Snapshot snapshot, string id) =>
        snapshot.Get<ApplicationDirectory>().Find(id) is not { } application ? null
        : !application.Metadata.IsThirdParty ? application
        : application with { Metadata = application.Metadata with { EnabledScopes = snapshot.Get<ThirdPartyScopes>().Of(id) } };
}
