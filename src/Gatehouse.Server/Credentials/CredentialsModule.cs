namespace Gatehouse.Server.Credentials;

internal static class CredentialsModule
{
    public static void AddCredentials(this IServiceCollection services)
    {
        services.AddSingleton<PasswordHasher>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<UserPasswords>();
        services.AddScoped<UseSecondFactor>();
    }
}
