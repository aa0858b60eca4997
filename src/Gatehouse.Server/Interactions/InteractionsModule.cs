namespace Gatehouse.Server.Interactions;

internal static class InteractionsModule
{
    public static void AddInteractions(this IServiceCollection services)
    {
        services.AddSingleton<PurgeExpiredJob>();
        services.AddHostedService(provider => provider.GetRequiredService<PurgeExpiredJob>());
        services.AddScoped<AbortInteraction>();
        services.AddScoped<AdvanceAuthorization>();
        services.AddScoped<AuthorizationAudit>();
        services.AddScoped<ChooseEvent>();
        services.AddScoped<DescribeConsent>();
        services.AddScoped<FindConsent>();
        services.AddScoped<FindInteraction>();
        services.AddScoped<FinishAuthorization>();
        services.AddScoped<GiveConsent>();
        services.AddScoped<IdentifyUser>();
        services.AddScoped<InteractionAudit>();
        services.AddScoped<InteractionSteps>();
        services.AddScoped<LoginToSession>();
        services.AddScoped<NoticeNewDevice>();
        services.AddScoped<ReplaceTemporaryPassword>();
        services.AddScoped<SubmitInteraction>();
        services.AddScoped<VerifyPassword>();
    }
}
