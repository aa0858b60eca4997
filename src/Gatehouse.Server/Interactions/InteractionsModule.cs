namespace Gatehouse.Server.Interactions;

internal static class InteractionsModule
{
    public static void AddInteractions(this IServiceCollection services)
    {
        services.AddScoped<AdvanceAuthorization>();
        services.AddScoped<FinishAuthorization>();
        services.AddScoped<GiveConsent>();
        services.AddScoped<InteractionAudit>();
        services.AddScoped<LoginToSession>();
    }
}
