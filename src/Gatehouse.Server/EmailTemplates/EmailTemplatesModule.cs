namespace Gatehouse.Server.EmailTemplates;

internal static class EmailTemplatesModule
{
    public static void AddEmailTemplates(this IServiceCollection services)
    {
        services.AddScoped<FindEmailTemplate>();
        services.AddScoped<PutEmailTemplates>();
        services.AddScoped<ChangeEmailTemplate>();
    }
}
