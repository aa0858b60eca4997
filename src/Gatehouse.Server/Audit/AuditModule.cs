namespace Gatehouse.Server.Audit;

internal static class AuditModule
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddScoped<SealAuditLog>();
        services.AddScoped<PurgeAuditLog>();
        services.AddScoped<VerifyAuditLog>();
        services.AddScoped<CountSignIns>();
        services.AddSingleton<AuditLogJob>();
        services.AddHostedService(services => services.GetRequiredService<AuditLogJob>());
    }
}
