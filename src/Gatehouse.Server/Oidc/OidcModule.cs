using Gatehouse.Server.Oidc.TokenGrants;

namespace Gatehouse.Server.Oidc;

/// <summary>Everything under <c>/oidc</c>, on the endpoint of every tenant (contract/oidc.md 2).</summary>
internal static class OidcModule
{
    private const string NotFound = "not found";
    private const string Preflight = "CORS preflight";
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    public static void AddOidc(this IServiceCollection services)
    {
        services.AddScoped<AuthorizationAnswer>();
        services.AddScoped<AuthorizationCodeTokens>();
        services.AddScoped<AuthorizationEndpoint>();
        services.AddScoped<ClientGate>();
        services.AddScoped<ConfirmLogoutEndpoint>();
        services.AddScoped<DeviceAuthorizationEndpoint>();
        services.AddScoped<DeviceCodeTokens>();
        services.AddScoped<DeviceEndpoint>();
        services.AddScoped<DevicePage>();
        services.AddScoped<DevicePageEndpoint>();
        services.AddScoped<DeviceSignIn>();
        services.AddScoped<DpopGate>();
        services.AddScoped<EndSessionEndpoint>();
        services.AddScoped<ExchangedTokens>();
        services.AddScoped<GrantWork>();
        services.AddScoped<IdTokenHint>();
        services.AddScoped<IntrospectionEndpoint>();
        services.AddScoped<LogoutForm>();
        services.AddScoped<LogoutSuccessEndpoint>();
        services.AddScoped<PushedAuthorizationEndpoint>();
        services.AddScoped<RefreshedTokens>();
        services.AddScoped<RevocationEndpoint>();
        services.AddScoped<TokenEndpoint>();
        services.AddScoped<UserinfoEndpoint>();
        services.AddScoped<UserTokenIssuer>();
    }

    public static void MapOidc(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPublicDocument("/oidc/.well-known/openid-configuration", nameof(DiscoveryEndpoint), DiscoveryEndpoint.HandleAsync);
        endpoints.MapPublicDocument("/oidc/.well-known/oauth-authorization-server", nameof(DiscoveryEndpoint), DiscoveryEndpoint.HandleAsync);
        endpoints.MapPublicDocument("/oidc/jwks", nameof(JwksEndpoint), JwksEndpoint.HandleAsync);
        endpoints.MapForBrowsers<AuthorizationEndpoint>("/oidc/auth", ["GET", "POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForBrowsers<AuthorizationEndpoint>("/oidc/auth/{uid}", ["GET"], (endpoint, http) => endpoint.ResumeAsync(http));
        endpoints.MapForClients<PushedAuthorizationEndpoint>("/oidc/request", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<TokenEndpoint>("/oidc/token", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<IntrospectionEndpoint>("/oidc/token/introspection", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<RevocationEndpoint>("/oidc/token/revocation", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<UserinfoEndpoint>("/oidc/me", ["GET", "POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForBrowsers<EndSessionEndpoint>("/oidc/session/end", ["GET", "POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForBrowsers<ConfirmLogoutEndpoint>("/oidc/session/end/confirm", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForBrowsers<LogoutSuccessEndpoint>("/oidc/session/end/success", ["GET"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<DeviceAuthorizationEndpoint>("/oidc/device/auth", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForBrowsers<DeviceEndpoint>("/oidc/device", ["GET"], (endpoint, http) => endpoint.OpenAsync(http));
        endpoints.MapForBrowsers<DeviceEndpoint>("/oidc/device", ["POST"], (endpoint, http) => endpoint.PostAsync(http));
        endpoints.MapForBrowsers<DeviceSignIn>("/oidc/device/{uid}", ["GET"], (endpoint, http) => endpoint.ResumeAsync(http));
        endpoints.MapForBrowsers<DevicePageEndpoint>("/device", ["GET", "HEAD"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForBrowsers<DevicePageEndpoint>("/device/success", ["GET", "HEAD"], (endpoint, http) => endpoint.SuccessAsync(http));
        // The contract answers an unknown path and a wrong method alike.
        endpoints.Map("/oidc/{**rest}", NotFoundAsync).WithDisplayName(NotFound);
    }

    /// <summary>An endpoint that browsers are sent to; no page of another origin can call it.</summary>
    private static void MapForBrowsers<T>(this IEndpointRouteBuilder endpoints, string path, string[] methods, Func<T, HttpContext, Task> handle)
        where T : notnull =>
        endpoints.MapMethods(path, methods, http => handle(http.RequestServices.GetRequiredService<T>(), http)).WithDisplayName(typeof(T).Name);

    /// <summary>An endpoint that clients call, from pages in browsers too.</summary>
    private static void MapForClients<T>(this IEndpointRouteBuilder endpoints, string path, string[] methods, Func<T, HttpContext, Task> handle)
        where T : notnull
    {
        endpoints.MapMethods(path, methods, http => handle(http.RequestServices.GetRequiredService<T>(), http)).WithDisplayName(typeof(T).Name);
        endpoints.MapMethods(path, ["OPTIONS"], http => OidcCors.PreflightAsync(http, string.Join(',', methods))).WithDisplayName(Preflight);
        endpoints.MapMethods(path, Methods.Except(methods), NotFoundAsync).WithDisplayName(NotFound);
    }

    /// <summary>A document that any origin may read.</summary>
    private static void MapPublicDocument(this IEndpointRouteBuilder endpoints, string path, string name, RequestDelegate handle)
    {
        endpoints.MapMethods(path, ["GET", "HEAD"], http =>
        {
            OidcCors.AllowAnyOrigin(http);
            return handle(http);
        }).WithDisplayName(name);
        endpoints.MapMethods(path, ["OPTIONS"], http => OidcCors.PreflightAsync(http, "GET")).WithDisplayName(Preflight);
        endpoints.MapMethods(path, Methods.Except(["GET", "HEAD"]), NotFoundAsync).WithDisplayName(NotFound);
    }

    private static Task NotFoundAsync(HttpContext http) => OAuthErrorWriter.NotFoundAsync(http);
}
