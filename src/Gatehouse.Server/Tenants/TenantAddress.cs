using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tenants;

/// <summary>Where the tenant answers, in the snapshot: whoever works for a tenant has read it, and so its address is known.</summary>
internal sealed class TenantAddress : ISnapshotPart<TenantAddress>
{
    public static async Task<TenantAddress> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        if (db.TenantId is not (TenantEndpoints.Default or TenantEndpoints.Admin))
        {
            services.GetRequiredService<TenantEndpoints>().Know(
                db.TenantId, await db.Tenants.Where(tenant => tenant.Id == db.TenantId).Select(tenant => tenant.Endpoint).SingleAsync(ct));
        }

        return new TenantAddress();
    }
}
