using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Api;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Platform.OpenApi;

/// <summary>Writes one document of OpenAPI 3.0: a frame, then path by path what the contracts of the operations say.</summary>
internal sealed partial class OpenApiWriter
{
    private readonly EndpointDocs _docs;
    private readonly JsonObject _paths = [];
    private readonly SortedSet<string> _tags = new(StringComparer.Ordinal);
    private readonly JsonArray _tagList = [];

    public OpenApiWriter(string title, IEnumerable<ApiAudience> audiences, EndpointDocs docs)
    {
        _docs = docs;
        var version = typeof(OpenApiWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        Document = new JsonObject
        {
            ["openapi"] = "3.0.1",
            ["info"] = new JsonObject { ["title"] = title, ["version"] = version },
            // Paths are those of the endpoint that the document came from, whatever it is called from outside.
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = _tagList,
            ["paths"] = _paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject(audiences.Select(audience => KeyValuePair.Create<string, JsonNode?>(audience.Scheme, audience.Describe()))),
                ["schemas"] = new JsonObject { ["Error"] = OpenApiParts.Error() },
            },
        };
    }

    public JsonObject Document { get; }

    public void Add(string pattern, ApiPath path, ApiAudience audience)
    {
        var item = new JsonObject();
        foreach (var operation in path.Operations)
            item[operation.Method.ToLowerInvariant()] = Describe(pattern, operation, audience);
        _paths[pattern] = item;
    }

    private JsonObject Describe(string pattern, ApiOperation operation, ApiAudience audience)
    {
        var contract = operation.Contract;
        var id = OperationIds.Of(operation.Method, pattern);
        var description = _docs.Of(operation.Endpoint);
        var tag = TagOf(pattern);
        if (_tags.Add(tag)) _tagList.Add(new JsonObject { ["name"] = tag });
        var described = new JsonObject
        {
            ["operationId"] = id,
            ["tags"] = new JsonArray(tag),
            ["summary"] = SummaryOf(description, id),
        };
        if (description.Length > 0) described["description"] = description;
        described["parameters"] = OpenApiParts.Parameters(pattern, contract);
        if (OpenApiParts.RequestBody(contract) is { } request) described["requestBody"] = request;
        described["responses"] = Responses(pattern, operation);
        described["security"] = contract.IsAnonymous
            ? []
            : new JsonArray(new JsonObject { [audience.Scheme] = new JsonArray([.. audience.Scopes.Select(scope => JsonValue.Create(scope))]) });
        return described;
    }

    private static JsonObject Responses(string pattern, ApiOperation operation)
    {
        var contract = operation.Contract;
        var responses = new JsonObject { [Name(contract.Success)] = OpenApiParts.Success(contract) };
        var takesInput = contract.Body is not null || contract.File is not null || contract.Query is not null || contract.Paging != Api.Paging.None || pattern.Contains('{', StringComparison.Ordinal);
        if (takesInput) AddError(400);
        if (!contract.IsAnonymous)
        {
            AddError(401);
            AddError(403);
        }

        if (pattern.Contains('{', StringComparison.Ordinal)) AddError(404);
        if (contract.Body is not null)
        {
            AddError(413);
            AddError(422);
        }

        if (contract.Uploads is not null)
        {
            AddError(413);
            AddError(415);
        }

        return responses;

        void AddError(int status) => responses[Name(status)] = OpenApiParts.ErrorAnswer(ReasonPhrases.GetReasonPhrase(status));
    }

    private static string Name(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>The first part of the path in words: <c>/api/organization-roles/{id}</c> is of "Organization roles".</summary>
    private static string TagOf(string pattern)
    {
        var words = pattern.Split('/')[2].Replace('-', ' ').TrimStart('.');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string SummaryOf(string description, string id)
    {
        if (description.Length > 0) return description.Split([";", ". ", ": "], StringSplitOptions.None)[0].TrimEnd('.');
        var words = CapitalInside().Replace(id, match => " " + match.Value.ToLowerInvariant());
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex CapitalInside();
}
