using Gatehouse.Server.Data;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Grants;

internal static class GrantsModule
{
    public static void AddGrants(this IServiceCollection services)
    {
        services.AddSnapshotPart<ThirdPartyScopes>();
        services.AddScoped<UseIdentifier>();
        services.AddScoped<EndUserAccess>();
        services.AddScoped<SignOutEverywhere>(provider => provider.GetRequiredService<EndUserAccess>().ExecuteAsync);
    }
}
