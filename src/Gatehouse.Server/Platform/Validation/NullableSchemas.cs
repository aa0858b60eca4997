using System.Text.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>Null beside values that are structs; beside the others it is <see cref="Schemas.OrNull{T}"/>.</summary>
internal static class NullableSchemas
{
    public static Schema<T?> OrNull<T>(this Schema<T> schema) where T : struct => new NullableSchema<T>(schema);

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
    }
}
