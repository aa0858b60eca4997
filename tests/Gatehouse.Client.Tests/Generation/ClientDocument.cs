using System.Text.Json.Nodes;

namespace Gatehouse.ClientTests.Generation;

/// <summary>
/// An OpenAPI document of ours as the generator of code wants it. The server writes each shape where it stands; types need names, and the
/// same shape one name. What only a server has to know (patterns, lengths, limits) is left out, and the refusals are one for all.
/// </summary>
internal sealed class ClientDocument
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private readonly JsonObject _document;
    private readonly ShapeNames _names;

    private ClientDocument(JsonObject document)
    {
        _document = document;
        _names = new ShapeNames(document["components"]!["schemas"]!.AsObject());
    }

    public static string Prepare(string document)
    {
        var prepared = new ClientDocument(JsonNode.Parse(document)!.AsObject());
        prepared.Rewrite();
        return prepared._document.ToJsonString();
    }

    /// <summary>The names of the operations that answer a page of a list.</summary>
    public static IReadOnlyList<string> PagedOperations(string document) => [.. Operations(JsonNode.Parse(document)!.AsObject())
        .Where(operation => operation["responses"]!.AsObject().Any(answer => answer.Value!["headers"]?["Total-Number"] is not null))
        .Select(NameOf)];

    private void Rewrite()
    {
        // A thing that is got by its id is what gives its shape the plain name: it comes first.
        var operations = Operations(_document).OrderBy(operation => NameOf(operation).StartsWith("Get", StringComparison.Ordinal) ? 0 : 1).ToList();
        foreach (var schema in _document["components"]!["schemas"]!.AsObject()) Plainer.Rewrite(schema.Value!.AsObject());
        foreach (var operation in operations) RewriteAnswers(operation);
        foreach (var operation in operations) RewriteInput(operation);
    }

    private void RewriteAnswers(JsonObject operation)
    {
        var answers = operation["responses"]!.AsObject();
        foreach (var status in answers.Select(answer => answer.Key).Where(status => status[0] != '2').ToList()) answers.Remove(status);
        // What can be had as a file too is had as what it is.
        foreach (var contents in answers.Select(answer => answer.Value!["content"]).OfType<JsonObject>().Where(contents => contents.ContainsKey("application/json")))
        {
            foreach (var type in contents.Select(content => content.Key).Where(type => type != "application/json").ToList()) contents.Remove(type);
        }

        foreach (var content in answers.SelectMany(answer => answer.Value!["content"]?.AsObject().ToList() ?? []))
            content.Value!["schema"] = Named(content.Value["schema"]!.AsObject(), ShapeNames.OfAnswer(NameOf(operation)));
        answers["default"] = JsonNode.Parse("""{"description":"The server refused.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}}""");
    }

    private void RewriteInput(JsonObject operation)
    {
        foreach (var parameter in operation["parameters"]!.AsArray()) parameter!["schema"] = Plainer.RewriteParameter(parameter["schema"]!.DeepClone().AsObject());
        foreach (var content in operation["requestBody"]?["content"]?.AsObject().ToList() ?? [])
        {
            if (content.Key == "application/json") content.Value!["schema"] = Named(content.Value["schema"]!.AsObject(), NameOf(operation) + "Request");
        }
    }

    private JsonObject Named(JsonObject schema, string name)
    {
        var plain = schema.DeepClone().AsObject();
        Plainer.Rewrite(plain);
        return _names.Give(plain, name);
    }

    private static IEnumerable<JsonObject> Operations(JsonObject document) => document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Where(operation => Methods.Contains(operation.Key)).Select(operation => operation.Value!.AsObject()));

    private static string NameOf(JsonObject operation) => operation["operationId"]!.GetValue<string>();
}
