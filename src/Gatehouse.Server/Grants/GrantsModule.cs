using Gatehouse.Server.Data;

namespace Gatehouse.Server.Grants;

internal static class GrantsModule
{
    public static void AddGrants(this IServiceCollection services)
    {
        services.AddSnapshotPart<ThirdPartyScopes>();
        services.AddScoped<ApplicationAccess>();
    }
}
