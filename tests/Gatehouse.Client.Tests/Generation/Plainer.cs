using System.Text.Json.Nodes;

namespace Gatehouse.ClientTests.Generation;

/// <summary>Takes out of a schema what would make a client stricter than its server: the server checks, and its next version may know more values.</summary>
internal static class Plainer
{
    private static readonly string[] Checks = ["pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "default", "anyOf"];

    public static void Rewrite(JsonObject schema)
    {
        foreach (var check in Checks) schema.Remove(check);
        if (schema["format"]?.GetValue<string>() == "uri") schema.Remove("format");
        // Times are milliseconds since 1970: more than 32 bits.
        if (schema["type"]?.GetValue<string>() == "integer") schema["format"] = "int64";
        if (schema["enum"] is JsonArray values) RewriteChoice(schema, values);
        // One of several shapes is any value: System.Text.Json takes and gives objects, elements and nodes.
        if (schema.Remove("oneOf")) schema.Remove("type");
        // NSwag takes an open object for any value, and a map of any values for a map.
        if (schema["additionalProperties"] is JsonValue && schema["properties"] is null) schema["additionalProperties"] = new JsonObject();
        foreach (var property in schema["properties"]?.AsObject().ToList() ?? []) Rewrite(property.Value!.AsObject());
        if (schema["items"] is JsonObject items) Rewrite(items);
        if (schema["additionalProperties"] is JsonObject { Count: > 0 } more) Rewrite(more);
    }

    /// <summary>Parameters are texts on the wire; some of them stand for something else.</summary>
    public static JsonObject RewriteParameter(JsonObject schema)
    {
        if (schema["enum"] is JsonArray { Count: 2 } values && values.All(value => value!.ToString() is "true" or "false")) return new JsonObject { ["type"] = "boolean" };
        if (schema["description"]?.GetValue<string>() == "Epoch milliseconds") schema["type"] = "integer";
        // One value or several: several can be one.
        if (schema["oneOf"] is JsonArray shapes && shapes.FirstOrDefault(shape => shape!["type"]!.GetValue<string>() == "array") is JsonObject list) schema = list.DeepClone().AsObject();
        Rewrite(schema);
        return schema;
    }

    private static void RewriteChoice(JsonObject schema, JsonArray values)
    {
        schema.Remove("enum");
        schema["description"] = (schema["description"] is { } description ? $"{description}: one of " : "One of ") + string.Join(", ", values.Where(value => value is not null));
    }
}
