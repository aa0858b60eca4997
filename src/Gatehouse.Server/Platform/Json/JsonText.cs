using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Server.Platform.Json;

/// <summary>
/// A JSON value kept as its compact text: columns that hold JSON pass through the server without being turned into a tree and back.
/// The text is always valid JSON, because it only comes from a <see cref="JsonElement"/> or from a writer.
/// </summary>
[JsonConverter(typeof(JsonTextConverter))]
internal readonly record struct JsonText
{
    /// <summary>Korean and every other script goes out as it is, not as \u escapes: the answers are JSON, never HTML.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Deeper than a body may be (64): entries and payloads hold what was a body inside.</summary>
    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 128 };

    private readonly string? text;

    private JsonText(string text) => this.text = text;

    public static JsonText EmptyObject { get; } = new("{}");

    public static JsonText EmptyArray { get; } = new("[]");

    public string Text => text ?? "null";

    /// <summary>Reads text that this type wrote before, from the database.</summary>
    public static JsonText FromStored(string stored) => new(stored);

    public static JsonText From(JsonElement element) => Write(element.WriteTo);

    public static JsonText Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            write(writer);
        return new(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public static JsonText Strings(params IEnumerable<string> values) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    });

    public JsonElement ToElement()
    {
        using var document = JsonDocument.Parse(Text, ReaderOptions);
        return document.RootElement.Clone();
    }

    public void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(Text, skipInputValidation: true);

    /// <summary>One level of merge: the members of <paramref name="patch"/> replace members of the same name, the others stay (contract 1.5).</summary>
    public JsonText MergedWith(JsonText patch)
    {
        var mine = ToElement();
        var theirs = patch.ToElement();
        var replaced = theirs.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        return Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var member in mine.EnumerateObject())
            {
                if (!replaced.Contains(member.Name))
                    member.WriteTo(writer);
            }

            foreach (var member in theirs.EnumerateObject())
                member.WriteTo(writer);
            writer.WriteEndObject();
        });
    }

    public override string ToString() => Text;

    internal sealed class JsonTextConverter : JsonConverter<JsonText>
    {
        public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            From(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
