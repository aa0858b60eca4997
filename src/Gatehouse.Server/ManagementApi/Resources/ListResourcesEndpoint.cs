using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>
/// GET /api/resources: by name, paged on request, with the scopes if asked for (contract/management-apps-resources-roles.md 2). The search
/// grammar over id, name and indicator is our addition.
/// </summary>
internal sealed class ListResourcesEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<bool> IncludeScopes = Schemas.Truthy.Optional("includeScopes");

    private static readonly IReadOnlyList<SearchField> SearchFields = [SearchField.Of("id"), SearchField.Of("name"), SearchField.Of("indicator")];

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(IncludeScopes),
        Paging = Paging.Optional,
        Answer = Schemas.ListOf(ApiResourceObject.ListedShape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!SearchInput.Read(call, SearchFields).TryGet(out var search, out var refused)) return refused;
        var found = (await db.SearchAsync<ApiResource>(search.Query, call.Aborted)).AsNoTracking().OrderBy(resource => resource.Name).ThenBy(resource => resource.Id);
        return await found.ToAnswerAsync(call, async resources =>
        {
            var scopes = call.Query.Get(IncludeScopes) ? await ScopesAsync(resources, call.Aborted) : null;
            return JsonText.Write(json =>
            {
                json.WriteStartArray();
                foreach (var resource in resources) ApiResourceObject.Write(json, resource, scopes?[resource.Id]);
                json.WriteEndArray();
            });
        });
    }

    private async Task<ILookup<string, ResourceScope>> ScopesAsync(IReadOnlyList<ApiResource> resources, CancellationToken ct)
    {
        var ids = resources.Select(resource => resource.Id).ToList();
        var scopes = await db.Scopes.AsNoTracking().Where(scope => ids.Contains(scope.ResourceId))
            .OrderBy(scope => scope.CreatedAt).ThenBy(scope => scope.Id).ToListAsync(ct);
        return scopes.ToLookup(scope => scope.ResourceId);
    }
}
