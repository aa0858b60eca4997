using Gatehouse.Server.Applications;

namespace Gatehouse.Server.Oidc;

/// <summary>Cross-origin rules of <c>/oidc</c> (contract/oidc.md 5.2).</summary>
internal static class OidcCors
{
    private const string Exposed = "WWW-Authenticate";

    /// <summary>For documents without secrets.</summary>
    public static void AllowAnyOrigin(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        http.Response.Headers.AccessControlAllowOrigin = origin.Length > 0 ? origin : "*";
    }

    /// <summary>For refusals while no client is known whose origins could be asked.</summary>
    public static void EchoOrigin(HttpContext http)
    {
        http.Response.Headers.AccessControlExposeHeaders = Exposed;
        if (http.Request.Headers.Origin.ToString() is { Length: > 0 } origin) http.Response.Headers.AccessControlAllowOrigin = origin;
    }

    /// <summary>The client is not known yet, so every origin may try; the request itself is judged.</summary>
    public static Task PreflightAsync(HttpContext http, string methods)
    {
        var headers = http.Request.Headers;
        if (headers.Origin.Count == 0 || headers.AccessControlRequestMethod.Count == 0) return OAuthErrorWriter.NotFoundAsync(http);
        AllowAnyOrigin(http);
        http.Response.Headers.AccessControlAllowMethods = methods;
        http.Response.Headers.AccessControlMaxAge = "3600";
        if (headers.AccessControlRequestHeaders.Count > 0)
            http.Response.Headers.AccessControlAllowHeaders = headers.AccessControlRequestHeaders;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Whether a browser page of this origin may use the endpoint for the client: the server's own pages, and what the client lists.</summary>
    public static bool Allows(HttpContext http, string ownOrigin, ClientOrigins clientOrigins)
    {
        http.Response.Headers.AccessControlExposeHeaders = Exposed;
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return true;
        if (origin != ownOrigin && !clientOrigins.Contain(origin))
        {
            http.Response.Headers.Remove("Access-Control-Allow-Origin");
            return false;
        }

        http.Response.Headers.AccessControlAllowOrigin = origin;
        return true;
    }
}
