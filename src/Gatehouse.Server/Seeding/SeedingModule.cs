namespace Gatehouse.Server.Seeding;

internal static class SeedingModule
{
    public static void AddSeeding(this IServiceCollection services)
    {
        services.AddSingleton<FinishedInstallation>();
        services.AddSingleton<FreshInstallation>();
        services.AddSingleton<Bootstrap>();
    }
}
