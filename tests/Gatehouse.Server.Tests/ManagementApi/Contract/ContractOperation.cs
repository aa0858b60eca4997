using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Tests.Hosting;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>One of the 284 operations that contract/openapi/management.openapi.json lists, as far as names, types and statuses go.</summary>
/// <param name="Name">Method and path with the parameters in braces: <c>GET /api/users/{userId}</c>.</param>
/// <param name="Id">The <c>operationId</c>.</param>
/// <param name="Success">The statuses of success with the shape of the body, null where there is none.</param>
/// <param name="Body">An object of member names and types (with a ! before the type of one that must be there), or the type as a text; null without a body.</param>
internal sealed record ContractOperation(string Name, string Id, IReadOnlyDictionary<int, JsonNode?> Success, JsonNode? Body)
{
    public static IReadOnlyList<ContractOperation> All { get; } = Read("ManagementApi/Contract/operations.json");

    /// <summary>The 38 of contract/openapi/user.openapi.json.</summary>
    public static IReadOnlyList<ContractOperation> Account { get; } = Read("AccountApi/operations.json");

    private static List<ContractOperation> Read(string file)
    {
        var facts = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests/Gatehouse.Server.Tests/" + file)))!;
        return
        [
            .. facts["operations"]!.AsArray().Select(operation => new ContractOperation(
                $"{operation!["method"]} {operation["path"]}",
                operation["id"]!.GetValue<string>(),
                operation["success"]!.AsObject().ToDictionary(
                    success => int.Parse(success.Key, System.Globalization.CultureInfo.InvariantCulture), success => Resolve(success.Value, facts["shapes"]!)),
                operation["body"])),
        ];
    }

    /// <summary>The shape with the shapes it refers to put in their places.</summary>
    private static JsonNode? Resolve(JsonNode? node, JsonNode shapes) => node switch
    {
        JsonObject { Count: 1 } reference when reference["$ref"] is { } name && name.GetValueKind() == JsonValueKind.String => Resolve(shapes[name.GetValue<string>()], shapes),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value, shapes)))),
        JsonArray items => new JsonArray([.. items.Select(item => Resolve(item, shapes))]),
        null => null,
        _ => node.DeepClone(),
    };
}
