namespace Gatehouse.Server.Users;

internal static class UsersModule
{
    public static void AddUsers(this IServiceCollection services)
    {
        services.AddScoped<FindUser>();
        services.AddScoped<UserIdentifiers>();
        services.AddScoped<CreateUser>();
        services.AddScoped<CreateUsers>();
        services.AddScoped<ExportUsers>();
        services.AddScoped<NewUsers>();
        services.AddScoped<ChangeUser>();
        services.AddScoped<DeleteUser>();
        services.AddScoped<SocialIdentities>();
        services.AddScoped<UserRoles>();
    }
}
