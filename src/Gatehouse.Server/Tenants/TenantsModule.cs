using Gatehouse.Server.Data;

namespace Gatehouse.Server.Tenants;

internal static class TenantsModule
{
    public static void AddTenants(this IServiceCollection services)
    {
        services.AddSnapshotPart<ProviderSettings>();
        services.AddScoped<ChangeSetting>();
        services.AddScoped<ChangeScript>();
    }
}
