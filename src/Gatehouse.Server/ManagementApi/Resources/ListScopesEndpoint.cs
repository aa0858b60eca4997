using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>GET /api/resources/:resourceId/scopes: a page of them, the oldest first; none of an unknown resource (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class ListScopesEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { TakesSearch = true, Paging = Paging.Mandatory, Answer = Schemas.ListOf(ScopeObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!SearchInput.Read(call, SearchInput.NamedThingFields).TryGet(out var search, out var refused)) return refused;
        var resourceId = call.Param("resourceId");
        var scopes = (await db.SearchAsync<ResourceScope>(search.Query, call.Aborted)).AsNoTracking().Where(scope => scope.ResourceId == resourceId);
        return await scopes.OrderBy(scope => scope.CreatedAt).ThenBy(scope => scope.Name).ToAnswerAsync(call, (json, scope) => ScopeObject.Write(json, scope));
    }
}
