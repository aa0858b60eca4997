using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>Scopes of one tenant each, for work that no request of that tenant brings.</summary>
internal static class TenantScopes
{
    public static AsyncServiceScope OfTenant(this IServiceScopeFactory scopes, string tenantId)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = tenantId;
        return scope;
    }

    /// <summary>Does the same for every tenant that there is, one after the other.</summary>
    public static async Task ForEachTenantAsync(this IServiceScopeFactory scopes, Func<IServiceProvider, Task> act, CancellationToken ct)
    {
        List<string> tenants;
        await using (var scope = scopes.CreateAsyncScope())
            tenants = await scope.ServiceProvider.GetRequiredService<GatehouseDb>().Set<TenantRow>().Select(tenant => tenant.Id).ToListAsync(ct);
        foreach (var tenant in tenants)
        {
            await using var scope = scopes.OfTenant(tenant);
            await act(scope.ServiceProvider);
        }
    }
}
