using Gatehouse.Server.Credentials.Passkeys;

namespace Gatehouse.Server.Credentials;

internal static class CredentialsModule
{
    public static void AddCredentials(this IServiceCollection services)
    {
        services.AddScoped<AssertPasskey>();
        services.AddScoped<NewPassword>();
        services.AddSingleton<PasswordHasher>();
        services.AddScoped<RegisterPasskey>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<UserPasswords>();
        services.AddScoped<UseSecondFactor>();
    }
}
