using Gatehouse.Server.Resources;

namespace Gatehouse.Server.Console.ApiResources;

/// <summary>An API resource as the API shows one (contract/management-apps-resources-roles.md 2).</summary>
/// <param name="AccessTokenTtl">Seconds.</param>
/// <param name="Scopes">Its permissions, where they were asked for.</param>
internal sealed record ConsoleResource(string Id, string Name, string Indicator, bool IsDefault, long AccessTokenTtl, IReadOnlyList<ConsoleScope>? Scopes)
{
    /// <summary>The server's own API: it can't be changed or deleted.</summary>
    public bool IsManagementApi => ApiResource.IsManagementIndicator(Indicator);
}

/// <summary>A permission of an API resource, or of the organization template.</summary>
internal sealed record ConsoleScope(string Id, string Name, string? Description);

/// <summary>Permissions that belong together, to choose from.</summary>
/// <param name="Hint">What they are permissions on.</param>
internal sealed record ScopeGroup(string Name, string? Hint, IReadOnlyList<ConsoleScope> Scopes)
{
    /// <summary>All permissions of the tenant's API resources, by resource; resources without any are left out.</summary>
    /// <param name="withManagementApi">The server's own are among them: only machines may have them.</param>
    public static async Task<IReadOnlyList<ScopeGroup>> OfResourcesAsync(ConsoleVisit visit, bool withManagementApi)
    {
        var resources = await visit.Api.ReadAsync<List<ConsoleResource>>("/api/resources?includeScopes=true");
        return
        [
            .. resources.Where(resource => resource.Scopes is { Count: > 0 } && (withManagementApi || !resource.IsManagementApi))
                .Select(resource => new ScopeGroup(resource.Name, resource.Indicator, resource.Scopes!)),
        ];
    }
}
