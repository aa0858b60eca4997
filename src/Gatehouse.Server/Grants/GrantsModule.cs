using Gatehouse.Server.Data;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Grants;

internal static class GrantsModule
{
    public static void AddGrants(this IServiceCollection services)
    {
        services.AddSnapshotPart<ThirdPartyScopes>();
        services.AddSingleton<BackchannelLogout>();
        services.AddHostedService(provider => provider.GetRequiredService<BackchannelLogout>());
        services.AddScoped<DeviceCodes>();
        services.AddScoped<EndSession>();
        services.AddScoped<ApplicationAccess>();
        services.AddScoped<FindToken>();
        services.AddScoped<FindSubject>();
        services.AddScoped<UserAccessReader>();
        services.AddScoped<ClaimsReader>();
        services.AddScoped<RevokeTokens>();
        services.AddScoped<GrantLimit>();
        services.AddScoped<CreateSubjectToken>();
        services.AddScoped<UseIdentifier>();
        services.AddScoped<EndUserAccess>();
        services.AddScoped<SignOutEverywhere>(provider => provider.GetRequiredService<EndUserAccess>().ExecuteAsync);
    }
}
