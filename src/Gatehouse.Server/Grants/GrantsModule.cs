using Gatehouse.Server.Data;

namespace Gatehouse.Server.Grants;

internal static class GrantsModule
{
    public static void AddGrants(this IServiceCollection services)
    {
        services.AddSnapshotPart<ThirdPartyScopes>();
        services.AddScoped<ApplicationAccess>();
        services.AddScoped<FindToken>();
        services.AddScoped<FindSubject>();
        services.AddScoped<UserAccessReader>();
        services.AddScoped<ClaimsReader>();
        services.AddScoped<RevokeTokens>();
        services.AddScoped<GrantLimit>();
        services.AddScoped<CreateSubjectToken>();
    }
}
