using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Oidc;

/// <summary>Answers an OAuth refusal as JSON: the one renderer for everything under <c>/oidc</c> that does not redirect (contract/oidc.md 3).</summary>
internal static class OAuthErrorWriter
{
    public static Task NotFoundAsync(HttpContext http) =>
        WriteAsync(http, OAuthError.InvalidRequest("There is nothing at this path for this method."), issuer: null, StatusCodes.Status404NotFound);

    /// <summary>Something unforeseen happened; the sentence names the entry in the log.</summary>
    public static Task FailedAsync(HttpContext http, string message, OAuthError error)
    {
        http.Response.Headers.CacheControl = "no-store";
        return WriteAsync(http, error, issuer: null, message: message);
    }

    /// <summary>The browser is in no interaction or session that could go on (contract/oidc.md 3): the one code of another area.</summary>
    public static Task WriteSessionNotFoundAsync(HttpContext http, string issuer) =>
        WriteAsync(http, OAuthError.InvalidRequest("The interaction is unknown or over."), issuer, code: "session.not_found", writesIssuer: true);

    /// <param name="issuer">The realm of a challenge.</param>
    /// <param name="status">In place of the error's own.</param>
    /// <param name="message">In place of the phrase for the error's code.</param>
    /// <param name="state">The request's, where the authorization endpoint answers.</param>
    /// <param name="code">In place of the error's own.</param>
    /// <param name="writesIssuer">Whether the answer names the issuer, as the authorization endpoint's do (RFC 9207).</param>
    public static Task WriteAsync(HttpContext http, OAuthError error, string? issuer, int? status = null, string? message = null, string? state = null, string? code = null,
        bool writesIssuer = false)
    {
        http.Response.StatusCode = status ?? error.Status;
        if (error.Challenge && issuer is not null && http.Request.Headers.Authorization.Count > 0)
            http.Response.Headers.WWWAuthenticate = error.BasicChallenge(issuer);
        var isPlain = http.Request.Query["parse_error"] == "false";
        var phrases = http.RequestServices.GetRequiredService<Phrases>();
        code ??= "oidc." + error.Error;
        var body = JsonText.Write(json =>
        {
            json.WriteStartObject();
            if (!isPlain)
            {
                json.WriteString("code", code);
                json.WriteString("message", message ?? phrases.Say(phrases.Negotiate(http.Request.Headers.AcceptLanguage), code));
            }

            json.WriteString("error", error.Error);
            if (error.Description is not null) json.WriteString("error_description", error.Description);
            if (error.Scope is not null) json.WriteString("scope", error.Scope);
            if (state is not null) json.WriteString("state", state);
            if (writesIssuer) json.WriteString("iss", issuer);
            json.WriteEndObject();
        });
        return ApiWriter.JsonAsync(http, System.Text.Encoding.UTF8.GetBytes(body.Text));
    }
}
