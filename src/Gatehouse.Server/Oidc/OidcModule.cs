using Gatehouse.Server.Oidc.TokenGrants;

namespace Gatehouse.Server.Oidc;

/// <summary>Everything under <c>/oidc</c>, on the endpoint of every tenant (contract/oidc.md 2).</summary>
internal static class OidcModule
{
    private const string NotFound = "not found";
    private const string Preflight = "CORS preflight";

    public static void AddOidc(this IServiceCollection services)
    {
        services.AddScoped<ClientGate>();
        services.AddScoped<GrantWork>();
        services.AddScoped<UserTokenIssuer>();
        services.AddScoped<AuthorizationCodeTokens>();
        services.AddScoped<RefreshedTokens>();
        services.AddScoped<DeviceCodeTokens>();
        services.AddScoped<ExchangedTokens>();
        services.AddScoped<TokenEndpoint>();
    }

    public static void MapOidc(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPublicDocument("/oidc/.well-known/openid-configuration", nameof(DiscoveryEndpoint), DiscoveryEndpoint.HandleAsync);
        endpoints.MapPublicDocument("/oidc/.well-known/oauth-authorization-server", nameof(DiscoveryEndpoint), DiscoveryEndpoint.HandleAsync);
        endpoints.MapPublicDocument("/oidc/jwks", nameof(JwksEndpoint), JwksEndpoint.HandleAsync);
        endpoints.MapPost("/oidc/token", http => http.RequestServices.GetRequiredService<TokenEndpoint>().HandleAsync(http))
            .WithDisplayName(nameof(TokenEndpoint));
        endpoints.MapMethods("/oidc/token", ["OPTIONS"], http => OidcCors.PreflightAsync(http, "POST")).WithDisplayName(Preflight);
        // The contract answers an unknown path and a wrong method alike.
        endpoints.Map("/oidc/{**rest}", NotFoundAsync).WithDisplayName(NotFound);
        endpoints.MapMethods("/oidc/token", ["GET", "HEAD", "PUT", "PATCH", "DELETE"], NotFoundAsync).WithDisplayName(NotFound);
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
