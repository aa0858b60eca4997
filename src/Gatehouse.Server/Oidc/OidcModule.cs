namespace Gatehouse.Server.Oidc;

/// <summary>Everything under <c>/oidc</c>, on the endpoint of every tenant (contract/oidc.md 2).</summary>
internal static class OidcModule
{
    public static void AddOidc(this IServiceCollection services) => services.AddScoped<TokenEndpoint>();

    public static void MapOidc(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPublicDocument("/oidc/.well-known/openid-configuration", DiscoveryEndpoint.HandleAsync);
        endpoints.MapPublicDocument("/oidc/.well-known/oauth-authorization-server", DiscoveryEndpoint.HandleAsync);
        endpoints.MapPublicDocument("/oidc/jwks", JwksEndpoint.HandleAsync);
        endpoints.MapPost("/oidc/token", http => http.RequestServices.GetRequiredService<TokenEndpoint>().HandleAsync(http));
        endpoints.MapMethods("/oidc/token", ["OPTIONS"], http => OidcCors.PreflightAsync(http, "POST"));
        // The contract answers an unknown path and a wrong method alike.
        endpoints.Map("/oidc/{**rest}", NotFoundAsync);
        endpoints.MapMethods("/oidc/token", ["GET", "HEAD", "PUT", "PATCH", "DELETE"], NotFoundAsync);
    }

    /// <summary>A document that any origin may read.</summary>
    private static void MapPublicDocument(this IEndpointRouteBuilder endpoints, string path, RequestDelegate handle)
    {
        endpoints.MapMethods(path, ["GET", "HEAD"], http =>
        {
            OidcCors.AllowAnyOrigin(http);
            return handle(http);
        });
        endpoints.MapMethods(path, ["OPTIONS"], http => OidcCors.PreflightAsync(http, "GET"));
        endpoints.MapMethods(path, ["POST", "PUT", "PATCH", "DELETE"], NotFoundAsync);
    }

    private static Task NotFoundAsync(HttpContext http) => OAuthErrorWriter.NotFoundAsync(http);
}
