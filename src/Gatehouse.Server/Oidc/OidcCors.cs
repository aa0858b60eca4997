namespace Gatehouse.Server.Oidc;

/// <summary>Cross-origin rules of <c>/oidc</c> (contract/oidc.md 5.2).</summary>
internal static class OidcCors
{
    /// <summary>For documents without secrets, and wherever no client is known whose origins could be asked.</summary>
    public static void AllowAnyOrigin(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        http.Response.Headers.AccessControlAllowOrigin = origin.Length > 0 ? origin : "*";
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
    public static bool Allows(HttpContext http, string ownOrigin, IReadOnlySet<string> clientOrigins)
    {
        http.Response.Headers.AccessControlExposeHeaders = "WWW-Authenticate";
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return true;
        if (origin != ownOrigin && !clientOrigins.Contains(origin)) return false;
        http.Response.Headers.AccessControlAllowOrigin = origin;
        return true;
    }
}
