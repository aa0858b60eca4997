using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>The schemas that have no parameters, and the makers of those that have.</summary>
internal static class Schemas
{
    public static TextSchema Text { get; } = new();

    public static TextSchema NonEmptyText { get; } = Text.AtLeast(1);

    public static Schema<bool> Flag { get; } = new FlagSchema();

    /// <summary>A query switch: 1, true, y, yes, yep and yeah are true in any case, everything else is false (contract 1.5).</summary>
    public static Schema<bool> Truthy { get; } = new TruthySchema();

    public static NumberSchema Number { get; } = new();

    public static NumberSchema NumberBetween(decimal minimum, decimal maximum) => new(minimum, maximum);

    /// <summary>A whole number; large ones are the caller's to bound.</summary>
    public static NumberSchema Integer { get; } = Number.Whole();

    /// <summary>Any JSON value, null too, kept as it was sent.</summary>
    public static Schema<JsonText> Anything { get; } = new AnythingSchema();

    /// <summary>Any JSON object, kept as it was sent.</summary>
    public static Schema<JsonText> AnyObject { get; } = new AnyObjectSchema();

    public static Schema<string> OneOf(params string[] options) => new OptionSchema(options);

    public static ListSchema<T> ListOf<T>(Schema<T> item) => new(item);

    public static Schema<IReadOnlyDictionary<string, T>> MapOf<T>(Schema<T> value) => new MapSchema<T>(value);

    /// <summary>A JSON object with known members; unknown ones are dropped, the known ones are kept as they were sent.</summary>
    public static Schema<JsonText> ObjectOf(params IField[] fields) => new ShapeSchema(new ObjectSchema(fields));

    /// <summary>The same, but what comes out is the JSON that went in.</summary>
    public static Schema<JsonText> AsSent<T>(this Schema<T> schema) => new AsSentSchema<T>(schema);

    public static Schema<T?> OrNull<T>(this Schema<T> schema) where T : class => new NullableSchema<T>(schema);

    private sealed class FlagSchema : Schema<bool>
    {
        public override bool TryRead(JsonElement value, Reading reading, out bool result)
        {
            result = value.ValueKind == JsonValueKind.True;
            return result || value.ValueKind == JsonValueKind.False || reading.InvalidType("boolean", value);
        }

        public override JsonObject Describe() => new() { ["type"] = "boolean" };
    }

    private sealed class TruthySchema : Schema<bool>
    {
        public override bool TryRead(JsonElement value, Reading reading, out bool result)
        {
            result = false;
            if (value.ValueKind != JsonValueKind.String) return reading.InvalidType("string", value);
            result = IsTruthy(value.GetString()!);
            return true;
        }

        public override JsonObject Describe() => new() { ["type"] = "string" };
    }

    public static bool IsTruthy(string? text) => text?.ToLowerInvariant() is "1" or "true" or "y" or "yes" or "yep" or "yeah";

    private sealed class AnyObjectSchema : Schema<JsonText>
    {
        public override bool TryRead(JsonElement value, Reading reading, out JsonText result)
        {
            var fits = value.ValueKind == JsonValueKind.Object;
            result = fits ? JsonText.From(value) : default;
            return fits || reading.InvalidType("object", value);
        }

        public override JsonObject Describe() => new() { ["type"] = "object", ["additionalProperties"] = true };
    }

    private sealed class AnythingSchema : Schema<JsonText>
    {
        public override bool TryRead(JsonElement value, Reading reading, out JsonText result)
        {
            var fits = value.ValueKind != JsonValueKind.Undefined;
            result = fits ? JsonText.From(value) : default;
            return fits || reading.InvalidType("any", value);
        }

        public override JsonObject Describe() => [];
    }

    private sealed class OptionSchema(string[] options) : Schema<string>
    {
        public override bool TryRead(JsonElement value, Reading reading, out string result)
        {
            result = "";
            if (value.ValueKind != JsonValueKind.String) return reading.InvalidType("string", value);
            result = value.GetString()!;
            if (options.Contains(result, StringComparer.Ordinal)) return true;
            reading.Add(Issue.InvalidEnum(reading.Path, options, result));
            return false;
        }

        public override JsonObject Describe() => new() { ["type"] = "string", ["enum"] = new JsonArray([.. options.Select(option => JsonValue.Create(option))]) };
    }

    private sealed class MapSchema<T>(Schema<T> item) : Schema<IReadOnlyDictionary<string, T>>
    {
        public override bool TryRead(JsonElement value, Reading reading, out IReadOnlyDictionary<string, T> result)
        {
            var map = new Dictionary<string, T>();
            result = map;
            if (value.ValueKind != JsonValueKind.Object) return reading.InvalidType("object", value);
            var fits = true;
            foreach (var member in value.EnumerateObject())
            {
                reading.Enter(member.Name);
                if (item.TryRead(member.Value, reading, out var read)) map[member.Name] = read;
                else fits = false;
                reading.Leave();
            }

            return fits;
        }

        public override JsonObject Describe() => new() { ["type"] = "object", ["additionalProperties"] = item.Describe() };
    }

    private sealed class ShapeSchema(ObjectSchema shape) : Schema<JsonText>
    {
        public override bool TryRead(JsonElement value, Reading reading, out JsonText result)
        {
            result = default;
            if (!shape.TryRead(value, reading, out var input)) return false;
            result = JsonText.Write(writer =>
            {
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    if (!input.TryGet(member.Name, out var kept)) continue;
                    writer.WritePropertyName(member.Name);
                    Keep(writer, kept, member.Value);
                }

                writer.WriteEndObject();
            });
            return true;
        }

        public override JsonObject Describe() => shape.Describe();
    }

    /// <summary>What was read, where that differs from what was sent: objects without their unknown members, 8.0 as 8.</summary>
    private static void Keep(Utf8JsonWriter writer, object kept, JsonElement sent)
    {
        switch (kept)
        {
            case JsonText nested:
                nested.WriteTo(writer);
                break;
            case IReadOnlyList<JsonText> items:
                writer.WriteStartArray();
                foreach (var item in items) item.WriteTo(writer);
                writer.WriteEndArray();
                break;
            case decimal number when decimal.Truncate(number) == number:
                writer.WriteNumberValue(decimal.Truncate(number));
                break;
            default:
                sent.WriteTo(writer);
                break;
        }
    }

    private sealed class NullableSchema<T>(Schema<T> schema) : Schema<T?> where T : class
    {
        public override bool TryRead(JsonElement value, Reading reading, out T? result)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                result = null;
                return true;
            }

            var fits = schema.TryRead(value, reading, out var read);
            result = read;
            return fits;
        }

        public override JsonObject Describe() => NullableSchemas.Describe(schema);
    }
}
