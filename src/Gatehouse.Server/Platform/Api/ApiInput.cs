using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.Platform.Api;

/// <summary>Reads and checks parameters, query and body of a call (contract/management-api.md 1.5).</summary>
internal static class ApiInput
{
    public const int LargestBody = 1024 * 1024;
    private const int DeepestBody = 64;
    private static readonly JsonElement EmptyObject = JsonText.EmptyObject.ToElement();

    /// <summary>No database of ours stores a NUL, so no input may hold one.</summary>
    public static Checked<Done> CheckText(IReadOnlyDictionary<string, string> parameters, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        foreach (var (name, value) in parameters)
        {
            if (Storable.HasNul(value)) return Issue.Refuse("params", [Storable.NulAt([name])]);
        }

        foreach (var (name, value) in query)
        {
            if (Storable.HasNul(value) || Storable.HasNul(name))
                return Issue.Refuse("query", [Storable.NulAt([name.Replace("\0", "", StringComparison.Ordinal)])]);
        }

        return new Done();
    }

    public static Checked<Input> ReadQuery(ObjectSchema? schema, IReadOnlyList<KeyValuePair<string, string>> query) =>
        schema is null ? Input.Empty : Read(schema, ObjectOf(query), "query");

    public static async Task<Checked<Input>> ReadBodyAsync(Schema<Input>? schema, HttpContext http)
    {
        if (schema is null) return Input.Empty;
        if (await LimitedBody.ReadAsync(http, LargestBody) is not { } bytes) return TooLarge;
        if (!ParseBody(http.Request.ContentType, bytes).TryGet(out var element, out var refused)) return refused;
        return Storable.FindProblem(element) is { } problem ? Issue.Refuse("body", [problem]) : Read(schema, element, "body");
    }

    private static Refusal TooLarge { get; } = new("request.body_too_large", StatusCodes.Status413PayloadTooLarge);

    private static Checked<Input> Read(Schema<Input> schema, JsonElement element, string part)
    {
        var reading = new Reading();
        return schema.TryRead(element, reading, out var input) ? input : Issue.Refuse(part, reading.Issues);
    }

    private static Checked<JsonElement> ParseBody(string? contentType, byte[] bytes)
    {
        if (bytes.Length == 0 || !MediaTypeHeaderValue.TryParse(contentType, out var type)) return EmptyObject;
        if (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return ObjectOf(QueryPairs.Read("?" + Encoding.UTF8.GetString(bytes)));
        if (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
            return JsonText.Write(writer => writer.WriteStringValue(Encoding.UTF8.GetString(bytes))).ToElement();
        var isJson = type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
        return isJson ? ParseJson(bytes) : EmptyObject;
    }

    private static Checked<JsonElement> ParseJson(byte[] bytes)
    {
        var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsMemory(3) : bytes;
        if (!Utf8.IsValid(text.Span)) return Issue.Refuse("body", [Issue.Custom([], "Must be valid UTF-8")]);
        if (TryParse(text, out var element))
            return element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? element : MalformedJson;
        return IsWellFormed(text.Span)
            ? Issue.Refuse("body", [Issue.Custom([], $"Must not be nested deeper than {DeepestBody} levels")])
            : MalformedJson;
    }

    /// <summary>However deep it is. A document would take time by the square of the depth.</summary>
    private static bool IsWellFormed(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = LargestBody });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryParse(ReadOnlyMemory<byte> text, out JsonElement element)
    {
        element = default;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DeepestBody });
            element = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Contract 1.3: this one answer has a message and no code.</summary>
    private static Refusal MalformedJson { get; } = new("");

    /// <summary>Repeated names become an array, so that a schema for one text refuses them.</summary>
    private static JsonElement ObjectOf(IReadOnlyList<KeyValuePair<string, string>> pairs) => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var group in pairs.GroupBy(pair => pair.Key, pair => pair.Value))
        {
            writer.WritePropertyName(group.Key);
            if (group.Count() == 1) writer.WriteStringValue(group.First());
            else JsonText.Strings(group).WriteTo(writer);
        }

        writer.WriteEndObject();
    }).ToElement();
}
