using Gatehouse.Server.Oidc.TokenGrants;

namespace Gatehouse.Server.Oidc;

/// <summary>Everything under <c>/oidc</c>, on the endpoint of every tenant (contract/oidc.md 2).</summary>
internal static class OidcModule
{
    private const string NotFound = "not found";
    private const string Preflight = "CORS preflight";

    public static void AddOidc(this IServiceCollection services)
    {
        services.AddScoped<AuthorizationAnswer>();
        services.AddScoped<AuthorizationEndpoint>();
        services.AddScoped<ClientGate>();
        services.AddScoped<ConfirmLogoutEndpoint>();
        services.AddScoped<DeviceAuthorizationEndpoint>();
        services.AddScoped<DeviceEndpoint>();
        services.AddScoped<DevicePage>();
        services.AddScoped<DeviceSignIn>();
        services.AddScoped<DpopGate>();
        services.AddScoped<EndSessionEndpoint>();
        services.AddScoped<IdTokenHint>();
        services.AddScoped<PushedAuthorizationEndpoint>();
        services.AddScoped<GrantWork>();
        services.AddScoped<UserTokenIssuer>();
        services.AddScoped<AuthorizationCodeTokens>();
        services.AddScoped<RefreshedTokens>();
        services.AddScoped<DeviceCodeTokens>();
        services.AddScoped<ExchangedTokens>();
        services.AddScoped<LogoutForm>();
        services.AddScoped<TokenEndpoint>();
        services.AddScoped<IntrospectionEndpoint>();
        services.AddScoped<RevocationEndpoint>();
        services.AddScoped<UserinfoEndpoint>();
    }

    public static void MapOidc(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPublicDocument("/oidc/.well-known/openid-configuration", nameof(DiscoveryEndpoint), DiscoveryEndpoint.HandleAsync);
        endpoints.MapPublicDocument("/oidc/.well-known/oauth-authorization-server", nameof(DiscoveryEndpoint), DiscoveryEndpoint.HandleAsync);
        endpoints.MapPublicDocument("/oidc/jwks", nameof(JwksEndpoint), JwksEndpoint.HandleAsync);
        endpoints.MapMethods("/oidc/auth", ["GET", "POST"], http => http.RequestServices.GetRequiredService<AuthorizationEndpoint>().HandleAsync(http))
            .WithDisplayName(nameof(AuthorizationEndpoint));
        endpoints.MapGet("/oidc/auth/{uid}", http => http.RequestServices.GetRequiredService<AuthorizationEndpoint>().ResumeAsync(http))
            .WithDisplayName(nameof(AuthorizationEndpoint));
        endpoints.MapForClients<TokenEndpoint>("/oidc/token", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<IntrospectionEndpoint>("/oidc/token/introspection", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<RevocationEndpoint>("/oidc/token/revocation", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<UserinfoEndpoint>("/oidc/me", ["GET", "POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapForClients<PushedAuthorizationEndpoint>("/oidc/request", ["POST"], (endpoint, http) => endpoint.HandleAsync(http));
        endpoints.MapSignOut();
        endpoints.MapDeviceFlow();
        // The contract answers an unknown path and a wrong method alike.
        endpoints.Map("/oidc/{**rest}", NotFoundAsync).WithDisplayName(NotFound);
    }

    /// <summary>An endpoint that clients call, from pages in browsers too.</summary>
    private static void MapForClients<T>(this IEndpointRouteBuilder endpoints, string path, string[] methods, Func<T, HttpContext, Task> handle)
        where T : notnull
    {
        endpoints.MapMethods(path, methods, http => handle(http.RequestServices.GetRequiredService<T>(), http)).WithDisplayName(typeof(T).Name);
        endpoints.MapMethods(path, ["OPTIONS"], http => OidcCors.PreflightAsync(http, string.Join(',', methods))).WithDisplayName(Preflight);
        string[] others = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
        endpoints.MapMethods(path, others.Except(methods), NotFoundAsync).WithDisplayName(NotFound);
    }

    private static void MapSignOut(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/oidc/session/end", ["GET", "POST"], http => http.RequestServices.GetRequiredService<EndSessionEndpoint>().HandleAsync(http))
            .WithDisplayName(nameof(EndSessionEndpoint));
        endpoints.MapPost("/oidc/session/end/confirm", http => http.RequestServices.GetRequiredService<ConfirmLogoutEndpoint>().HandleAsync(http))
            .WithDisplayName(nameof(ConfirmLogoutEndpoint));
        endpoints.MapGet("/oidc/session/end/success", (RequestDelegate)LogoutSuccessEndpoint.HandleAsync).WithDisplayName(nameof(LogoutSuccessEndpoint));
    }

    private static void MapDeviceFlow(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/oidc/device/auth", http => http.RequestServices.GetRequiredService<DeviceAuthorizationEndpoint>().HandleAsync(http))
            .WithDisplayName(nameof(DeviceAuthorizationEndpoint));
        endpoints.MapMethods("/oidc/device/auth", ["OPTIONS"], http => OidcCors.PreflightAsync(http, "POST")).WithDisplayName(Preflight);
        endpoints.MapGet("/oidc/device", http => http.RequestServices.GetRequiredService<DeviceEndpoint>().OpenAsync(http)).WithDisplayName(nameof(DeviceEndpoint));
        endpoints.MapPost("/oidc/device", http => http.RequestServices.GetRequiredService<DeviceEndpoint>().PostAsync(http)).WithDisplayName(nameof(DeviceEndpoint));
        endpoints.MapGet("/oidc/device/{uid}", http => http.RequestServices.GetRequiredService<DeviceSignIn>().ResumeAsync(http)).WithDisplayName(nameof(DeviceSignIn));
        endpoints.MapGet("/device", (RequestDelegate)DevicePageEndpoint.HandleAsync).WithDisplayName(nameof(DevicePageEndpoint));
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
        endpoints.MapMethods(path, ["POST", "PUT", "PATCH", "DELETE"], NotFoundAsync).WithDisplayName(NotFound);
    }

    private static Task NotFoundAsync(HttpContext http) => OAuthErrorWriter.NotFoundAsync(http);
}
