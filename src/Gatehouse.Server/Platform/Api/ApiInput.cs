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
    private static readonly JsonElement EmptyObject = JsonText.EmptyObject.ToElement();
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>No database of ours stores a NUL, so no input may hold one.</summary>
    public static Checked<Done> CheckText(IReadOnlyDictionary<string, string> parameters, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        foreach (var (name, value) in parameters)
        {
            if (value.Contains('\0', StringComparison.Ordinal)) return HasNul("params", [name]);
        }

        foreach (var (name, value) in query)
        {
            if (value.Contains('\0', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
                return HasNul("query", [name.Replace("\0", "", StringComparison.Ordinal)]);
        }

        return new Done();
    }

    public static Checked<Input> ReadQuery(ObjectSchema? schema, IReadOnlyList<KeyValuePair<string, string>> query) =>
        schema is null ? Input.Empty : Read(schema, ObjectOf(query), "query");

    public static async Task<Checked<Input>> ReadBodyAsync(ObjectSchema? schema, HttpContext http)
    {
        if (schema is null) return Input.Empty;
        if (await LimitedBody.ReadAsync(http, LargestBody) is not { } bytes) return TooLarge;
        return ParseBody(http.Request.ContentType, bytes).TryGet(out var element, out var refused) ? Read(schema, element, "body") : refused;
    }

    private static Refusal TooLarge { get; } = new("request.body_too_large", StatusCodes.Status413PayloadTooLarge);

    private static Refusal HasNul(string part, object[] path) => Issue.Refuse(part, [Issue.Custom(path, "Must not contain a NUL character")]);

    private static Checked<Input> Read(ObjectSchema schema, JsonElement element, string part)
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
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return MalformedJson;
            if (text.Span.IndexOf("\\u"u8) >= 0 && FindBadText(document.RootElement, []) is { } refused) return refused;
            return document.RootElement.Clone();
        }
        catch (JsonException problem) when (problem.Message.Contains("depth", StringComparison.Ordinal))
        {
            return Issue.Refuse("body", [Issue.Custom([], $"Must not be nested deeper than {Strict.MaxDepth} levels")]);
        }
        catch (JsonException)
        {
            return MalformedJson;
        }
    }

    /// <summary>Contract 1.3: this one answer has a message and no code.</summary>
    private static Refusal MalformedJson { get; } = new("");

    /// <summary>Escapes can write what no text may hold: a NUL, or half of a surrogate pair.</summary>
    private static Refusal? FindBadText(JsonElement value, List<object> path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Judge(value.GetString, path);
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (Judge(() => member.Name, path) is { } badName) return badName;
                    path.Add(member.Name);
                    if (FindBadText(member.Value, path) is { } bad) return bad;
                    path.RemoveAt(path.Count - 1);
                }

                return null;
            case JsonValueKind.Array:
                for (var index = 0; index < value.GetArrayLength(); index++)
                {
                    path.Add(index);
                    if (FindBadText(value[index], path) is { } bad) return bad;
                    path.RemoveAt(path.Count - 1);
                }

                return null;
            default:
                return null;
        }

        static Refusal? Judge(Func<string?> read, List<object> path)
        {
            try
            {
                return read()!.Contains('\0', StringComparison.Ordinal) ? HasNul("body", [.. path]) : null;
            }
            catch (InvalidOperationException)
            {
                return Issue.Refuse("body", [Issue.Custom([.. path], "Must not contain half of a surrogate pair")]);
            }
        }
    }

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
