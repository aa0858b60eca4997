using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>The fields of a role of the organization template, and what its permissions are chosen from.</summary>
internal static class TemplateRoleForm
{
    /// <summary>The boxes of the template's own permissions.</summary>
    public const string Scopes = "organizationScopeIds";

    /// <summary>The boxes of permissions on API resources.</summary>
    public const string ResourceScopes = "resourceScopeIds";

    /// <summary>The code of a name that is taken, and its field.</summary>
    public static readonly Dictionary<string, string> Fields = new() { ["entity.unique_integrity_violation"] = "name" };

    public static JsonObject BodyOf(PostedForm form) => new()
    {
        ["name"] = form["name"].Trim(), ["description"] = form["description"].Trim() is { Length: > 0 } description ? description : null,
    };

    public static JsonArray Ids(PostedForm form, string name) => [.. form.All(name).Select(id => (JsonNode)id)];

    /// <summary>The template's own permissions as the one group that they are.</summary>
    public static async Task<IReadOnlyList<ScopeGroup>> OwnAsync(ConsoleVisit visit)
    {
        var scopes = await visit.Api.ReadAsync<List<ConsoleScope>>("/api/organization-scopes");
        return scopes.Count > 0 ? [new ScopeGroup(visit.Say("template.title"), null, scopes)] : [];
    }

    public static Task<IReadOnlyList<ScopeGroup>> OfResourcesAsync(ConsoleVisit visit) => ScopeGroup.OfResourcesAsync(visit, withManagementApi: false);
}
