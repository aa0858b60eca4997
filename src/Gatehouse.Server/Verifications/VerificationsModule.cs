namespace Gatehouse.Server.Verifications;

internal static class VerificationsModule
{
    public static void AddVerifications(this IServiceCollection services)
    {
        services.AddScoped<ChangeOneTimeToken>();
        services.AddScoped<CreateOneTimeToken>();
        services.AddScoped<ForgetAttempts>();
        services.AddScoped<LimitAttempts>();
        services.AddScoped<SendVerificationCode>();
        services.AddScoped<FindOneTimeToken>();
        services.AddScoped<UseOneTimeToken>();
        services.AddScoped<UseVerificationCode>();
    }
}
