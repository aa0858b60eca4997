namespace Gatehouse.Server.SignIn;

/// <summary>The pages of an interaction, on the endpoint of every tenant (contract/oidc.md 6 and 8.4).</summary>
internal static class SignInModule
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<ProviderCallback>();
        services.AddScoped<PageVisits>();
        services.AddScoped<SignInOffers>();
        services.AddScoped<SignInByPassword>();
        services.AddScoped<SignInPage>();
        services.AddScoped<PasswordPage>();
        services.AddScoped<ConsentPage>();
        services.AddScoped<EndPages>();
    }

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage<SignInPage>(SignInPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<SignInPage>(SignInPage.IdentifierPath, (page, http) => page.GetIdentifierAsync(http), (page, http) => page.PostIdentifierAsync(http));
        endpoints.MapPage<PasswordPage>(PasswordPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<ConsentPage>(ConsentPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        foreach (var path in (string[])["/callback/{connectorId}", "/account/callback/social/{connectorId}"])
            endpoints.MapPost(path, http => http.RequestServices.GetRequiredService<ProviderCallback>().HandleAsync(http)).WithDisplayName(nameof(ProviderCallback));
        endpoints.MapPage<EndPages>("/unknown-session", (page, http) => page.UnknownSessionAsync(http));
        endpoints.MapPage<EndPages>("/", (page, http) => page.RootAsync(http));
        endpoints.MapPage<EndPages>("/{**path}", (page, http) => page.NotFoundAsync(http));
    }

    /// <param name="post">Null: the page has no form.</param>
    private static void MapPage<T>(this IEndpointRouteBuilder endpoints, string path, Func<T, HttpContext, Task> get, Func<T, HttpContext, Task>? post = null)
        where T : notnull
    {
        endpoints.MapGet(path, http => get(http.RequestServices.GetRequiredService<T>(), http)).WithDisplayName(typeof(T).Name);
        if (post is not null) endpoints.MapPost(path, http => post(http.RequestServices.GetRequiredService<T>(), http)).WithDisplayName(typeof(T).Name);
    }
}
