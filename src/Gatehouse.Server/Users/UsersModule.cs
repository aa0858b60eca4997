using Gatehouse.Server.Connectors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Users;

internal static class UsersModule
{
    public static void AddUsers(this IServiceCollection services)
    {
        services.AddSingleton<UserQueries>();
        services.AddScoped<FindUser>();
        services.AddScoped<UserIdentifiers>();
        services.AddScoped<OwnerRules>();
        services.AddScoped<CreateUser>();
        services.AddScoped<CreateUsers>();
        services.AddScoped<NewUsers>();
        services.AddScoped<NoticeOfChange>();
        services.AddScoped<ChangeUser>();
        services.AddScoped<DeleteUser>();
        services.AddScoped<DeleteTokenSecret>();
        services.AddScoped<KeepTokens>();
        services.AddScoped<ForgetConnectorTokens>(provider => provider.GetRequiredService<KeepTokens>().ForgetAsync);
        services.AddSingleton<KnownActivity>();
        services.AddScoped<RecordActivity>();
        services.AddScoped<ChangeLogtoConfig>();
        services.AddScoped<SocialIdentities>();
        services.AddScoped<UnlinkSsoIdentity>();
        services.AddSingleton<PageAnchors>();
        services.AddScoped<PasskeyIndex>();
        services.AddScoped<UserPages>();
        services.AddScoped<UserRoles>();
        services.AddScoped<RoleMembers>();
        services.AddScoped<UsernameCases>();
        services.AddScoped<FindUsernameConflicts>(provider => provider.GetRequiredService<UsernameCases>().FindConflictsAsync);
        services.AddScoped<CompareUsernames>(provider => provider.GetRequiredService<UsernameCases>().Compare);
    }
}
