using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>Schemas that stand on another one and look at what it read.</summary>
internal static class RefinedSchemas
{
    /// <summary>The same with a rule beyond the shape.</summary>
    /// <param name="problem">What is wrong with a value of the right shape; null when nothing is.</param>
    public static Schema<T> Where<T>(this Schema<T> schema, Func<T, string?> problem) => new RuledSchema<T>(schema, problem);

    /// <summary>The same, giving another value out.</summary>
    public static Schema<TOut> As<TIn, TOut>(this Schema<TIn> schema, Func<TIn, TOut> convert) => new ConvertedSchema<TIn, TOut>(schema, convert);

    private sealed class RuledSchema<T>(Schema<T> schema, Func<T, string?> problem) : Schema<T>
    {
        public override bool TryRead(JsonElement value, Reading reading, out T result)
        {
            if (!schema.TryRead(value, reading, out result)) return false;
            if (problem(result) is not { } text) return true;
            reading.Add(Issue.Custom(reading.Path, text));
            return false;
        }

        public override JsonObject Describe() => schema.Describe();
    }

    private sealed class ConvertedSchema<TIn, TOut>(Schema<TIn> schema, Func<TIn, TOut> convert) : Schema<TOut>
    {
        public override bool TryRead(JsonElement value, Reading reading, out TOut result)
        {
            var fits = schema.TryRead(value, reading, out var read);
            result = fits ? convert(read) : default!;
            return fits;
        }

        public override JsonObject Describe() => schema.Describe();
    }
}
