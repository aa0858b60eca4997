using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Paging;
using Gatehouse.Server.Platform.Texts;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Platform.Api;

/// <summary>Writes answers and refusals of the JSON APIs: the one renderer (contract/management-api.md 1.1, 1.3, 1.6).</summary>
internal sealed class ApiWriter(Phrases phrases)
{
    public async Task WriteAsync(HttpContext http, string prefix, (ApiResult Result, ApiCall? Call) answer, ApiContract contract)
    {
        var (result, call) = answer;
        if (result.Refusal is { } refusal)
        {
            await RefuseAsync(http, refusal);
            return;
        }

        http.Response.StatusCode = result.Status ?? contract.Success;
        if (result.Language is { } language) http.Response.Headers.ContentLanguage = language;
        if (result.Total is { } total && call?.Page is { } page) AddPagingHeaders(http, prefix, call, page, total, result.IsCapped);
        if (result.Cursor is { } cursor && call is not null)
            http.Response.Headers.Link = LinkHeader.Next(OriginOf(http), PathOf(http, prefix), call.QueryPairs, cursor);
        if (result.Header is { } header) http.Response.Headers[header.Key] = header.Value;
        if (result.Location is { } location) http.Response.Headers.Location = prefix + location;
        if (result.Download is { } download) await download.WriteAsync(http);
        else if (result.Body is { } body) await JsonAsync(http, Encoding.UTF8.GetBytes(body.Text));
        else if (result.IsPlain) await PlainAsync(http, http.Response.StatusCode);
    }

    public Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var language = phrases.Negotiate(http.Request.Headers.AcceptLanguage);
        var body = JsonText.Write(json =>
        {
            json.WriteStartObject();
            if (refusal.Code.Length > 0) json.WriteString("code", refusal.Code);
            if (refusal.Data is { } data)
            {
                json.WritePropertyName("data");
                data.WriteTo(json);
            }

            if (refusal.Details is { } details) json.WriteString("details", details);
            json.WriteString("message", phrases.Say(language, refusal.Code.Length > 0 ? refusal.Code : "request.malformed_json", refusal.Values));
            if (refusal.OAuth is { } oauth)
            {
                json.WriteString("error", oauth.Error);
                json.WriteString("error_description", oauth.Description);
            }

            json.WriteEndObject();
        });
        return JsonAsync(http, Encoding.UTF8.GetBytes(body.Text));
    }

    public static Task PlainAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        var text = status == StatusCodes.Status200OK && http.Request.Method == "OPTIONS" ? "" : ReasonPhrases.GetReasonPhrase(status);
        return BytesAsync(http, Encoding.ASCII.GetBytes(text));
    }

    public static Task JsonAsync(HttpContext http, byte[] body, string contentType = "application/json; charset=utf-8")
    {
        http.Response.ContentType = contentType;
        if (http.Request.Method == "GET" && http.Response.StatusCode is >= 200 and < 300)
        {
            var tag = TagOf(body);
            http.Response.Headers.ETag = tag;
            if (IsKnown(http.Request.Headers.IfNoneMatch, tag))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.Headers.Remove("Content-Type");
                return Task.CompletedTask;
            }
        }

        return BytesAsync(http, body);
    }

    /// <summary>A strong tag: length in hex and 27 characters of a digest; clients take it as opaque.</summary>
    private static string TagOf(byte[] body) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{body.Length:x}-{Convert.ToBase64String(SHA256.HashData(body))[..27]}\"");

    /// <summary>RFC 9110 section 13.1.2: weak comparison.</summary>
    private static bool IsKnown(string? ifNoneMatch, string tag) =>
        ifNoneMatch is not null && ifNoneMatch.Split(',', StringSplitOptions.TrimEntries)
            .Any(candidate => candidate == "*" || candidate == tag || candidate == "W/" + tag);

    private static Task BytesAsync(HttpContext http, byte[] body)
    {
        http.Response.ContentLength = body.Length;
        return http.Request.Method == "HEAD" ? Task.CompletedTask : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private static void AddPagingHeaders(HttpContext http, string prefix, ApiCall call, Page page, long total, bool isCapped)
    {
        http.Response.Headers["Total-Number"] = total.ToString(CultureInfo.InvariantCulture);
        if (isCapped) http.Response.Headers["Total-Number-Is-Capped"] = "true";
        http.Response.Headers.Link = LinkHeader.Build(OriginOf(http), PathOf(http, prefix), call.QueryPairs, page, total, isCapped).ToArray();
    }

    private static string OriginOf(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private static string PathOf(HttpContext http, string prefix) => new PathString(http.Request.Path.Value![prefix.Length..]).ToUriComponent();
}
