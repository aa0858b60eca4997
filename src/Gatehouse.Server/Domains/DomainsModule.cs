namespace Gatehouse.Server.Domains;

internal static class DomainsModule
{
    public static void AddDomains(this IServiceCollection services)
    {
        services.AddSingleton<HostNames>();
        services.AddScoped<CreateDomain>();
        services.AddScoped<DeleteDomains>();
        services.AddScoped<FindDomains>();
        services.AddScoped<ReplaceVerificationFiles>();
    }
}
