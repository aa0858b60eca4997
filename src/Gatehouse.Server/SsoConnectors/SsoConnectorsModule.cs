using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SsoConnectors;

internal static class SsoConnectorsModule
{
    public static void AddSsoConnectors(this IServiceCollection services)
    {
        services.AddSnapshotPart<SsoDirectory>();
        services.AddSingleton<DiscoverProvider>();
        services.AddSingleton<SsoConfiguration>();
        services.AddScoped<ChangeSsoConnector>();
        services.AddScoped<CreateSsoConnector>();
        services.AddScoped<ShowSsoConnectors>();
        services.AddScoped<FindSsoConnectors>(provider => provider.GetRequiredService<ShowSsoConnectors>().ReadAsync);
    }
}
