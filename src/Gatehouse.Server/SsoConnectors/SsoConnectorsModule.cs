namespace Gatehouse.Server.SsoConnectors;

internal static class SsoConnectorsModule
{
    public static void AddSsoConnectors(this IServiceCollection services)
    {
        services.AddSingleton<DiscoverProvider>();
        services.AddSingleton<SsoConfiguration>();
        services.AddScoped<ChangeSsoConnector>();
        services.AddScoped<CreateSsoConnector>();
    }
}
