using Gatehouse.Server.Data;

namespace Gatehouse.Server.Tenants;

internal static class TenantsModule
{
    public static void AddTenants(this IServiceCollection services)
    {
        services.AddSnapshotPart<TenantAddress>();
        services.AddSnapshotPart<ProviderSettings>();
        services.AddSingleton<FindTenantByHost>();
        services.AddScoped<CreateTenant>();
        services.AddScoped<ChangeSetting>();
        services.AddScoped<ChangeScript>();
    }
}
