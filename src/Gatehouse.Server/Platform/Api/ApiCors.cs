namespace Gatehouse.Server.Platform.Api;

/// <summary>
/// Cross-origin rules of a JSON API (contract/management-api.md 1.7, account-api.md 1): pages of one origin may call it, or of any; to pages of
/// others it does not speak of origins at all. Credentials are never allowed: callers bring a token.
/// </summary>
/// <param name="allowedOrigin">Null: any.</param>
internal sealed class ApiCors(string? allowedOrigin)
{
    private const string Methods = "GET,HEAD,PUT,POST,DELETE,PATCH";

    /// <summary>Sets the headers of the answer to come, whatever it will be.</summary>
    /// <returns>True when the request is a preflight, which is answered herewith.</returns>
    public bool Answers(HttpContext http)
    {
        var (asked, answer) = (http.Request.Headers, http.Response.Headers);
        if (allowedOrigin is null) answer.Vary = "Origin";
        if (asked.Origin.ToString() is not { Length: > 0 } origin || (allowedOrigin is not null && origin != allowedOrigin)) return false;
        answer.AccessControlAllowOrigin = origin;
        if (http.Request.Method != "OPTIONS" || asked.AccessControlRequestMethod.Count == 0)
        {
            answer.AccessControlExposeHeaders = "*";
            return false;
        }

        answer.AccessControlAllowMethods = Methods;
        if (asked.AccessControlRequestHeaders.Count > 0) answer.AccessControlAllowHeaders = asked.AccessControlRequestHeaders;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
