using System.Collections.Frozen;
using Gatehouse.Protocol.Resources;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Resources;

/// <summary>The resources of a tenant, in the snapshot.</summary>
internal sealed class ResourceCatalog : ISnapshotPart<ResourceCatalog>
{
    private ResourceCatalog(ResourceDirectory directory) => Directory = directory;

    /// <summary>By indicator. The tenant's Management API also answers to <c>ENDPOINT/api</c>, where it really is.</summary>
    public ResourceDirectory Directory { get; }

    public static async Task<ResourceCatalog> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var resources = await db.Resources.AsNoTracking().ToListAsync(ct);
        var scopes = (await db.Scopes.AsNoTracking().ToListAsync(ct)).ToLookup(scope => scope.ResourceId, scope => scope.Name);
        var aliases = new Dictionary<string, string>
        {
            [services.GetRequiredService<TenantEndpoints>().BaseUrl(db.TenantId) + "/api"] = ApiResource.ManagementIndicator(db.TenantId),
        };
        return new ResourceCatalog(ResourceDirectory.Create(
            resources.Select(row => new Gatehouse.Protocol.Resources.ApiResource(row.Indicator, row.AccessTokenTtl, scopes[row.Id].ToFrozenSet(StringComparer.Ordinal))),
            resources.FirstOrDefault(row => row.IsDefault)?.Indicator,
            aliases));
    }
}
