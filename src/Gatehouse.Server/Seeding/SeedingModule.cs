using Gatehouse.Server.Data;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Seeding;

internal static class SeedingModule
{
    public static void AddSeeding(this IServiceCollection services)
    {
        services.AddSingleton<FinishedInstallation>();
        services.AddSingleton<FreshInstallation>();
        services.AddSingleton<Bootstrap>();
        services.AddSingleton<FillTenant>(provider => (db, tenant) =>
        {
            var sealer = provider.GetRequiredService<Sealer>();
            var content = new TenantContent(db, tenant.Id, tenant.CreatedAt, sealer);
            content.AddCommon();
            content.AddForUsers();
            new TenantContent(db, TenantEndpoints.Admin, tenant.CreatedAt, sealer).AddTenant(tenant.Id, tenant.Name);
        });
    }
}
