using Gatehouse.Server.Data;

namespace Gatehouse.Server.Applications;

internal static class ApplicationsModule
{
    public static void AddApplications(this IServiceCollection services)
    {
        services.AddSnapshotPart<ApplicationDirectory>();
        services.AddSingleton<ProtectedApps>();
        services.AddScoped<ApplicationSecretChanges>();
        services.AddScoped<ChangeApplication>();
        services.AddScoped<CreateApplication>();
        services.AddScoped<CustomDomains>();
        services.AddScoped<DeleteApplication>();
        services.AddScoped<FindApplication>();
        services.AddScoped<ReplaceApplicationExperience>();
    }
}
