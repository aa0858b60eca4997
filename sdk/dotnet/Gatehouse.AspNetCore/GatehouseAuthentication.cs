using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gatehouse.AspNetCore;

/// <summary>The framework's handlers, set up for Gatehouse. Their own options stay: <c>services.Configure&lt;OpenIdConnectOptions&gt;(…)</c> changes any of them.</summary>
public static class GatehouseAuthentication
{
    /// <summary>The scheme that chooses, in an application that has both: a request with a bearer token is an API call, any other a browser's.</summary>
    public const string Scheme = "Gatehouse";

    /// <summary>
    /// Signs users in by OpenID Connect and keeps them signed in by a cookie when there is a <see cref="GatehouseOptions.ClientId"/>; takes
    /// Gatehouse's access tokens when there is an <see cref="GatehouseOptions.Audience"/>.
    /// </summary>
    /// <param name="services">Of the application.</param>
    /// <param name="configure">Sets the options.</param>
    public static AuthenticationBuilder AddGatehouseAuthentication(this IServiceCollection services, Action<GatehouseOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new GatehouseOptions();
        configure(options);
        var authority = AuthorityOf(options.Endpoint);
        if (options.ClientId is null && options.Audience is null) throw new ArgumentException("Neither ClientId nor Audience is set: nobody could get in", nameof(configure));

        var builder = services.AddAuthentication(options switch
        {
            { ClientId: null } => JwtBearerDefaults.AuthenticationScheme,
            { Audience: null } => CookieAuthenticationDefaults.AuthenticationScheme,
            _ => Scheme,
        });
        if (options.ClientId is not null)
        {
            builder.AddCookie(cookie => cookie.ForwardChallenge = OpenIdConnectDefaults.AuthenticationScheme);
            builder.AddOpenIdConnect(oidc => SetUp(oidc, options, authority));
        }

        if (options.Audience is not null) builder.AddJwtBearer(bearer => SetUp(bearer, options.Audience, authority));
        if (options is { ClientId: not null, Audience: not null })
            builder.AddPolicyScheme(Scheme, displayName: null, choice => choice.ForwardDefaultSelector = SchemeOf);
        return builder;
    }

    /// <summary>Asks for a scope (a permission of the API resource) in the access token.</summary>
    /// <param name="policy">The policy that is being built.</param>
    /// <param name="scope">For example <c>read:orders</c>.</param>
    public static AuthorizationPolicyBuilder RequireScope(this AuthorizationPolicyBuilder policy, string scope)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.RequireAssertion(context => context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope)));
    }

    private static Uri AuthorityOf(Uri? endpoint)
    {
        if (endpoint is null) throw new ArgumentException("Endpoint is not set: where is Gatehouse?", nameof(endpoint));
        if (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback) throw new ArgumentException($"{endpoint} is not encrypted: https, or a server on this machine", nameof(endpoint));
        return new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/oidc");
    }

    private static void SetUp(OpenIdConnectOptions oidc, GatehouseOptions options, Uri authority)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (authority.AbsoluteUri, options.ClientId, options.ClientSecret);
        oidc.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        (oidc.ResponseType, oidc.ResponseMode, oidc.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        // The answer is a link that is followed: its cookies need not go along with requests of other sites, nor HTTPS on this machine.
        (oidc.CorrelationCookie.SameSite, oidc.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
        (oidc.CorrelationCookie.SecurePolicy, oidc.NonceCookie.SecurePolicy) = (CookieSecurePolicy.SameAsRequest, CookieSecurePolicy.SameAsRequest);
        foreach (var scope in options.Scopes) oidc.Scope.Add(scope);
        // Gatehouse gives refresh tokens to those who ask for them and name the consent.
        if (options.Scopes.Contains("offline_access")) oidc.Prompt = "consent";
        (oidc.SaveTokens, oidc.MapInboundClaims) = (true, false);
        (oidc.TokenValidationParameters.NameClaimType, oidc.TokenValidationParameters.RoleClaimType) = ("name", "roles");
    }

    private static void SetUp(JwtBearerOptions bearer, string audience, Uri authority)
    {
        (bearer.Authority, bearer.Audience, bearer.MapInboundClaims) = (authority.AbsoluteUri, audience, false);
        bearer.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        // An ID token is nobody's access token (RFC 9068 section 4).
        bearer.TokenValidationParameters.ValidTypes = ["at+jwt"];
        (bearer.TokenValidationParameters.NameClaimType, bearer.TokenValidationParameters.RoleClaimType) = ("sub", "roles");
    }

    private static string SchemeOf(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? JwtBearerDefaults.AuthenticationScheme
            : CookieAuthenticationDefaults.AuthenticationScheme;
}
