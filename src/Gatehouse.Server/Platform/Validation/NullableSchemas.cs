using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>Null beside values that are structs; beside the others it is <see cref="Schemas.OrNull{T}"/>.</summary>
internal static class NullableSchemas
{
    public static Schema<T?> OrNull<T>(this Schema<T> schema) where T : struct => new NullableSchema<T>(schema);

    /// <summary>The description of a schema, with null beside its values.</summary>
    public static JsonObject Describe(ISchema schema)
    {
        var description = schema.Describe();
        // Without a type everything fits, null too; and an enumeration holds all its values by itself.
        if (description.ContainsKey("type")) description["nullable"] = true;
        if (description["enum"] is JsonArray options) options.Add(null);
        return description;
    }

    private sealed class NullableSchema<T>(Schema<T> schema) : Schema<T?> where T : struct
    {
        public override bool TryRead(JsonElement value, Reading reading, out T? result)
        {
            result = null;
            if (value.ValueKind == JsonValueKind.Null) return true;
            var fits = schema.TryRead(value, reading, out var read);
            result = read;
            return fits;
        }

        public override JsonObject Describe() => NullableSchemas.Describe(schema);
    }
}
