using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Gatehouse.Client;

/// <summary>The server refused a call, or answered what such a call is never answered.</summary>
public sealed class GatehouseException : Exception
{
    internal GatehouseException(HttpStatusCode status, string? code, string message, JsonElement? details, string response)
        : base(message) => (StatusCode, Code, Details, Response) = ((int)status, code, details, response);

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>The server's name for what it refused, for example <c>user.email_already_in_use</c>; null when it gave none.</summary>
    public string? Code { get; }

    /// <summary>What the server adds to the code, for example the rules that a password breaks (<c>data</c> in the answer); null for nothing.</summary>
    public JsonElement? Details { get; }

    /// <summary>The body of the answer as it came.</summary>
    public string Response { get; }

    /// <summary>Of an answer that is not a success.</summary>
    internal static GatehouseException Refused(HttpStatusCode status, string response)
    {
        var body = Parse(response);
        // The token endpoint says both, OAuth's words and ours; a proxy in between may say neither.
        var (code, sentence) = (Text(body, "code") ?? Text(body, "error"), Text(body, "message") ?? Text(body, "error_description"));
        JsonElement? details = body is { } known && known.TryGetProperty("data", out var data) ? data : null;
        return new(status, code, string.Create(CultureInfo.InvariantCulture, $"{(int)status} {code}: {sentence ?? "the answer is none of Gatehouse's"}"), details, response);
    }

    internal static GatehouseException Unexpected(HttpStatusCode status, string problem, string response) =>
        new(status, null, string.Create(CultureInfo.InvariantCulture, $"{(int)status}: {problem}"), null, response);

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text) is { ValueKind: JsonValueKind.Object } body ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement? body, string member) =>
        body is { } known && known.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
