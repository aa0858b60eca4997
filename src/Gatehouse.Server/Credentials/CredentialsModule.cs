
namespace Gatehouse.Server.Credentials;

internal static class CredentialsModule
{
    public static void AddCredentials(this IServiceCollection services)
    {
        services.AddSingleton<PasswordHasher>();
        services.AddScoped<NewPassword>();
        services.AddScoped<SetPassword>();
        services.AddScoped<VerifyPassword>();
    }
}
