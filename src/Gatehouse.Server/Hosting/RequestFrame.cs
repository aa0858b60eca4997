using System.Globalization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Components;
using Gatehouse.Server.Data;
using Gatehouse.Server.Oidc;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Hosting;

/// <summary>
/// What every answer has around it: the correlation id, the hardening headers (contract/management-api.md 1.1), and, when something
/// unforeseen happens, a 500 that tells the id and nothing else; while the database is away, a 503 that says when to come again.
/// </summary>
internal sealed class RequestFrame(RequestDelegate next, Phrases phrases, ILogger<RequestFrame> log)
{
    public const string RequestId = "Logto-Core-Request-Id";

    private const string Unavailable = "server.unavailable";

    public async Task InvokeAsync(HttpContext http)
    {
        var id = Identifier.Request();
        http.TraceIdentifier = id;
        var headers = http.Response.Headers;
        headers[RequestId] = id;
        headers.Vary = "Accept-Encoding, Origin";
        headers.StrictTransportSecurity = "max-age=15552000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Origin-Agent-Cluster"] = "?1";
        headers["X-Download-Options"] = "noopen";
        headers["X-Permitted-Cross-Domain-Policies"] = "none";
        headers.XXSSProtection = "0";

        // What listens on IPv6 sees IPv4 callers in its own way of writing.
        if (http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped) http.Connection.RemoteIpAddress = mapped.MapToIPv4();

        using var scope = log.BeginScope(new KeyValuePair<string, object>[] { new("requestId", id) });
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted) http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (BadHttpRequestException problem) when (!http.Response.HasStarted)
        {
            await ApiWriter.PlainAsync(http, problem.StatusCode);
        }
        catch (Exception problem) when (!http.Response.HasStarted)
        {
            if (DatabaseLoss.Is(problem))
            {
                log.DatabaseAway(problem, http.Request.Method, http.Request.Path);
                await AnswerAsync(http, id, StatusCodes.Status503ServiceUnavailable, Unavailable);
            }
            else
            {
                log.RequestFailed(problem, http.Request.Method, http.Request.Path);
                await AnswerAsync(http, id, StatusCodes.Status500InternalServerError, "server.failed");
            }
        }
    }

    private Task AnswerAsync(HttpContext http, string id, int status, string code)
    {
        // What the failed endpoint had begun to say of its answer is not true of this one.
        foreach (var name in (string[])["ETag", "Cache-Control", "Link", "Total-Number", "Location", "Set-Cookie", "Content-Encoding"])
            http.Response.Headers.Remove(name);
        http.Response.StatusCode = status;
        if (code == Unavailable) http.Response.Headers.RetryAfter = DatabaseLoss.RetryAfter.ToString(CultureInfo.InvariantCulture);
        var sentence = phrases.Say(phrases.Negotiate(http.Request.Headers.AcceptLanguage), code, new Dictionary<string, string> { ["id"] = id });
        if (http.Request.Path.StartsWithSegments("/oidc", StringComparison.OrdinalIgnoreCase)) return OAuthErrorWriter.FailedAsync(http, sentence, code == Unavailable ? OAuthError.TemporarilyUnavailable() : OAuthError.ServerError());
        if (!http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return PageMessage.WriteFailureAsync(http, phrases, status);
        return ApiWriter.JsonAsync(http, System.Text.Encoding.UTF8.GetBytes(JsonText.Write(json =>
        {
            json.WriteStartObject();
            if (code == Unavailable) json.WriteString("code", code);
            json.WriteString("message", sentence);
            json.WriteEndObject();
        }).Text));
    }
}
