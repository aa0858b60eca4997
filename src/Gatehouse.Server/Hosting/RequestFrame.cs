using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Hosting;

/// <summary>
/// What every answer has around it: the correlation id, the hardening headers (contract/management-api.md 1.1), and, when something
/// unforeseen happens, a 500 that tells the id and nothing else.
/// </summary>
internal sealed class RequestFrame(RequestDelegate next, Phrases phrases, ILogger<RequestFrame> log)
{
    public const string RequestId = "Logto-Core-Request-Id";

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

        using var scope = log.BeginScope(new KeyValuePair<string, object>[] { new("requestId", id) });
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (BadHttpRequestException problem) when (!http.Response.HasStarted)
        {
            await ApiWriter.PlainAsync(http, problem.StatusCode);
        }
        catch (Exception problem) when (!http.Response.HasStarted)
        {
            log.RequestFailed(problem, http.Request.Method, http.Request.Path);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            var language = phrases.Negotiate(http.Request.Headers.AcceptLanguage);
            var sentence = phrases.Say(language, "server.failed", new Dictionary<string, string> { ["id"] = id });
            await ApiWriter.JsonAsync(http, System.Text.Encoding.UTF8.GetBytes(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("message", sentence);
                json.WriteEndObject();
            }).Text));
        }
    }
}
