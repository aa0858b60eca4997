using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tenants;

/// <summary>
/// The tenant that a request means by its host. A host that nobody knows makes the list of tenants be read, no more than once a second: one
/// that another node or the command line has made is found then.
/// </summary>
internal sealed class FindTenantByHost(IServiceScopeFactory scopes, TenantEndpoints endpoints, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private long _lookedAt = long.MinValue;

    /// <param name="host">As the request names it, with its port.</param>
    /// <returns>Null: look.</returns>
    public string? Known(string host) => endpoints.IsDefault(host) ? TenantEndpoints.Default : endpoints.TenantAt(host);

    /// <returns>The tenant of end users for a host of nobody.</returns>
    public async Task<string> LookAsync(string host, CancellationToken ct)
    {
        var (before, now) = (Interlocked.Read(ref _lookedAt), time.GetTimestamp());
        var isDue = before == long.MinValue || time.GetElapsedTime(before, now) >= LookInterval;
        if (isDue && Interlocked.CompareExchange(ref _lookedAt, now, before) == before)
        {
            await using var scope = scopes.CreateAsyncScope();
            endpoints.Know(await scope.ServiceProvider.GetRequiredService<GatehouseDb>().Tenants.AsNoTracking().Where(tenant => tenant.Endpoint != null).ToListAsync(ct));
        }

        return endpoints.TenantAt(host) ?? TenantEndpoints.Default;
    }
}
