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
        services.AddScoped<IdTokenHint>();
        services.AddScoped<PushedAuthorizationEndpoint>();
        services.AddScoped<GrantWork>();
        services.AddScoped<UserTokenIssuer>();
        services.AddScoped<AuthorizationCodeTokens>();
        services.AddScoped<RefreshedTokens>();
        services.AddScoped<DeviceCodeTokens>();
        services.AddScoped<ExchangedTokens>();
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
