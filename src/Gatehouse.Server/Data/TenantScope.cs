using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>Gives an entity type the query filter that keeps tenants apart.</summary>
internal static class TenantScope
{
    private static readonly MethodInfo Typed = typeof(TenantScope).GetMethod(nameof(ApplyTyped), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static void Apply(ModelBuilder model, Type entity, GatehouseDb db) => Typed.MakeGenericMethod(entity).Invoke(null, [model, db]);

    private static void ApplyTyped<T>(ModelBuilder model, GatehouseDb db) where T : class =>
        model.Entity<T>().HasQueryFilter(GatehouseDb.TenantFilter, row => EF.Property<string>(row, "TenantId") == db.TenantId);
}
