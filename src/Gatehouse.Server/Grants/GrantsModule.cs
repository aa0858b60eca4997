using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Grants;

internal static class GrantsModule
{
    public static void AddGrants(this IServiceCollection services)
    {
        services.AddSnapshotPart<ThirdPartyScopes>();
        services.AddSingleton<BackchannelLogout>();
        services.AddHostedService(provider => provider.GetRequiredService<BackchannelLogout>());
        services.AddScoped<AccessRules>();
        services.AddScoped<ApplicationAccess>();
        services.AddScoped<ClaimsReader>();
        services.AddScoped<ConsentToOrganizations>();
        services.AddScoped<CreateSubjectToken>();
        services.AddScoped<DeviceCodes>();
        services.AddScoped<EnableScopes>();
        services.AddScoped<EndSession>();
        services.AddScoped<EndUserAccess>();
        services.AddScoped<FindSubject>();
        services.AddScoped<FindToken>();
        services.AddScoped<GrantLimit>();
        services.AddScoped<HasAccessRules>(provider => provider.GetRequiredService<AccessRules>().AnyAsync);
        services.AddScoped<PersonalAccessTokens>();
        services.AddScoped<RevokeGrant>();
        services.AddScoped<RevokeSession>();
        services.AddScoped<RevokeTokens>();
        services.AddScoped<SignOutEverywhere>(provider => provider.GetRequiredService<EndUserAccess>().ExecuteAsync);
        services.AddScoped<ShowEnabledScopes>();
        services.AddScoped<UseIdentifier>();
        services.AddScoped<UserAccessReader>();
        services.AddScoped<UserGrants>();
        services.AddScoped<UserSessions>();
    }
}
