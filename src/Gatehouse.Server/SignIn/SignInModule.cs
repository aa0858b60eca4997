namespace Gatehouse.Server.SignIn;

/// <summary>The pages of an interaction, on the endpoint of every tenant (contract/oidc.md 8.4).</summary>
internal static class SignInModule
{
    public static void AddSignIn(this IServiceCollection services) => services
        .AddSingleton<ProviderCallback>()
        .AddScoped<ConsentPage>();

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/consent", http => http.RequestServices.GetRequiredService<ConsentPage>().HandleAsync(http)).WithDisplayName(nameof(ConsentPage));
        foreach (var path in (string[])["/callback/{connectorId}", "/account/callback/social/{connectorId}"])
            endpoints.MapPost(path, http => http.RequestServices.GetRequiredService<ProviderCallback>().HandleAsync(http)).WithDisplayName(nameof(ProviderCallback));
    }
}
