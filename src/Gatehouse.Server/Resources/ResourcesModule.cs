using Gatehouse.Server.Data;

namespace Gatehouse.Server.Resources;

internal static class ResourcesModule
{
    public static void AddResources(this IServiceCollection services)
    {
        services.AddSnapshotPart<ResourceCatalog>();
        services.AddScoped<CreateResource>();
        services.AddScoped<ChangeResource>();
        services.AddScoped<DeleteResource>();
        services.AddScoped<CreateScope>();
        services.AddScoped<ChangeScope>();
    }
}
