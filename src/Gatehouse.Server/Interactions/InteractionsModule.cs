namespace Gatehouse.Server.Interactions;

internal static class InteractionsModule
{
    public static void AddInteractions(this IServiceCollection services)
    {
        services.AddScoped<FindInteraction>();
        services.AddScoped<InteractionAudit>();
        services.AddScoped<InteractionSteps>();
        services.AddScoped<ChooseEvent>();
        services.AddScoped<VerifyPassword>();
        services.AddScoped<IdentifyUser>();
        services.AddScoped<SubmitInteraction>();
        services.AddScoped<AbortInteraction>();
    }
}
