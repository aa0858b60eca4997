using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Api;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Platform.OpenApi;

/// <summary>The parts that the operations of a document have in common: parameters, pages, errors.</summary>
internal static partial class OpenApiParts
{
    /// <summary>The shape of every refusal (contract/management-api.md 1.3).</summary>
    public static JsonObject Error() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("message"),
        ["properties"] = new JsonObject
        {
            ["code"] = new JsonObject { ["type"] = "string" },
            ["data"] = new JsonObject(),
            ["details"] = new JsonObject { ["type"] = "string" },
            ["message"] = new JsonObject { ["type"] = "string" },
        },
    };

    public static JsonObject ErrorAnswer(string description) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject
        {
            ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Error" } },
        },
    };

    /// <summary>A body that is a file of one of these media types.</summary>
    public static JsonObject Files(IEnumerable<string> mediaTypes) => new(mediaTypes.Select(mediaType => KeyValuePair.Create<string, JsonNode?>(
        mediaType, new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } })));

    /// <summary>Null: the operation takes no body.</summary>
    public static JsonObject? RequestBody(ApiContract contract)
    {
        if (contract.File is { } file)
        {
            var part = new JsonObject { ["type"] = "string", ["format"] = "binary" };
            var form = new JsonObject { ["type"] = "object", ["required"] = new JsonArray(file.Field), ["properties"] = new JsonObject { [file.Field] = part } };
            return Body(isRequired: true, "multipart/form-data", form);
        }

        if (contract.Uploads is { } mediaTypes) return new JsonObject { ["required"] = true, ["content"] = Files(mediaTypes) };
        if (contract.Body?.Describe() is not { } schema) return null;
        return Body(schema.ContainsKey("required") || schema["type"]?.GetValue<string>() == "array", "application/json", schema);
    }

    private static JsonObject Body(bool isRequired, string type, JsonObject schema) => new()
    {
        ["required"] = isRequired, ["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = schema } },
    };

    public static JsonObject Success(ApiContract contract)
    {
        var answer = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(contract.Success) };
        if (contract.Paging != Api.Paging.None)
        {
            answer["headers"] = new JsonObject
            {
                ["Total-Number"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "integer" } },
                ["Link"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
            };
        }

        if (contract.Answer is not null || contract.Downloads is not null)
        {
            var content = Files(contract.Downloads ?? []);
            if (contract.Answer is { } shape) content["application/json"] = new JsonObject { ["schema"] = shape.Describe() };
            answer["content"] = content;
        }
        else if (contract.Success != StatusCodes.Status204NoContent)
            answer["content"] = new JsonObject { ["text/plain"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } };
        return answer;
    }

    public static JsonArray Parameters(string pattern, ApiContract contract)
    {
        var parameters = new JsonArray();
        foreach (Match match in PathParameter().Matches(pattern))
            parameters.Add(Parameter(match.Groups[1].Value, "path", isRequired: true, new JsonObject { ["type"] = "string" }));
        foreach (var field in contract.Query?.Fields ?? [])
            parameters.Add(Parameter(field.Name, "query", field.IsRequired, field.Schema.Describe()));
        if (contract.TakesSearch) parameters.Add(Search());
        if (contract.Paging == Api.Paging.None) return parameters;
        parameters.Add(Parameter("page", "query", isRequired: false, new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["default"] = 1 }));
        parameters.Add(Parameter("page_size", "query", isRequired: false, new JsonObject
        {
            ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 100, ["default"] = 20,
        }));
        return parameters;
    }

    private static JsonObject Parameter(string name, string place, bool isRequired, JsonObject schema) => new()
    {
        ["name"] = name, ["in"] = place, ["required"] = isRequired, ["schema"] = schema,
    };

    /// <summary>Each member of the object is a pair of the query: <c>search</c>, <c>search.primaryEmail</c>, <c>mode.name</c>, … The name is Logto's.</summary>
    private static JsonObject Search()
    {
        var search = Parameter("search_params", "query", isRequired: false, new JsonObject
        {
            ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" },
        });
        search["style"] = "form";
        search["explode"] = true;
        return search;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
