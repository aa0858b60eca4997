using System.Text.Json.Nodes;

namespace Gatehouse.ClientTests.Generation;

/// <summary>Gives the shapes of a document names, and the same name to the same shape wherever it stands.</summary>
internal sealed class ShapeNames(JsonObject schemas)
{
    private static readonly string[] Verbs = ["Get", "List", "Create", "Update", "Replace", "Upsert"];

    private readonly Dictionary<string, string> _byShape = [];

    /// <summary><c>GetUser</c> answers a <c>User</c>; <c>ListUsers</c> too, unless its items have more members than that.</summary>
    public static string OfAnswer(string operation)
    {
        var verb = Verbs.FirstOrDefault(verb => operation.StartsWith(verb, StringComparison.Ordinal));
        return verb is null ? operation + "Answer" : operation[verb.Length..];
    }

    /// <summary>Replaces the objects in a schema by references to named ones, the inner ones first.</summary>
    public JsonObject Give(JsonObject schema, string name)
    {
        if (schema["items"] is JsonObject items) schema["items"] = Give(items.DeepClone().AsObject(), Singular(name));
        if (schema["additionalProperties"] is JsonObject { Count: > 0 } more) schema["additionalProperties"] = Give(more.DeepClone().AsObject(), Singular(name));
        if (schema["properties"] is not JsonObject { Count: > 0 } properties) return schema;
        foreach (var (member, value) in properties.ToList()) properties[member] = Give(value!.DeepClone().AsObject(), name + Pascal(member));

        var isNullable = schema.Remove("nullable");
        // What is sent is not called an answer, though one may look the same.
        var shape = (name.Contains("Request", StringComparison.Ordinal) ? "sent" : "") + schema.ToJsonString();
        if (!_byShape.TryGetValue(shape, out var known)) _byShape[shape] = known = Enter(name, schema);
        var reference = new JsonObject { ["$ref"] = "#/components/schemas/" + known };
        return isNullable ? new JsonObject { ["nullable"] = true, ["allOf"] = new JsonArray(reference) } : reference;
    }

    private string Enter(string name, JsonObject schema)
    {
        foreach (var free in (IEnumerable<string>)[name, name + "Item", name + "Details", .. Enumerable.Range(2, 100).Select(number => $"{name}{number}")])
        {
            if (schemas[free] is not JsonObject known)
            {
                schemas[free] = schema;
                return free;
            }

            if (AreOne(known, schema)) return Unite(known, schema, free);
        }

        throw new InvalidOperationException($"A hundred shapes want to be called {name}");
    }

    /// <summary>
    /// Answers about one thing differ in what they add to it, such as a user with and without counts: one has all members of the other, of the
    /// same types. For those who read them they are one type, in which a member that not all have is optional.
    /// </summary>
    private static bool AreOne(JsonObject one, JsonObject other)
    {
        var (mine, theirs) = (Properties(one), Properties(other));
        var shared = mine.Where(member => theirs.ContainsKey(member.Key)).ToList();
        return shared.Count == Math.Min(mine.Count, theirs.Count) && shared.All(member => JsonNode.DeepEquals(member.Value, theirs[member.Key]));
    }

    private static string Unite(JsonObject known, JsonObject schema, string name)
    {
        foreach (var (member, value) in Properties(schema)) Properties(known).TryAdd(member, value!.DeepClone());
        var required = Required(known).Intersect(Required(schema)).ToList();
        known.Remove("required");
        if (required.Count > 0) known["required"] = new JsonArray([.. required.Select(member => JsonValue.Create(member))]);
        return name;
    }

    private static JsonObject Properties(JsonObject schema) => schema["properties"]!.AsObject();

    private static IEnumerable<string> Required(JsonObject schema) => schema["required"]?.AsArray().Select(member => member!.GetValue<string>()) ?? [];

    private static string Singular(string name) => name switch
    {
        _ when name.EndsWith("ies", StringComparison.Ordinal) => name[..^3] + "y",
        _ when name.EndsWith("ss", StringComparison.Ordinal) || name.EndsWith("us", StringComparison.Ordinal) || !name.EndsWith('s') => name + "Item",
        _ => name[..^1],
    };

    private static string Pascal(string member) =>
        string.Concat(member.Split('-', '_', '.', ':', '/', '[', ']').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
