using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>GET /api/roles/:id/scopes: each with its resource, the oldest first, paged on request (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class ListRoleScopesEndpoint(FindRole find, GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        TakesSearch = true,
        Paging = Paging.Optional,
        Answer = Schemas.ListOf(new ObjectSchema([.. ScopeObject.Shape.Fields, ApiResourceObject.Shape.Required("resource")])),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("id"), call.Aborted)).TryGet(out var role, out var refused)) return refused;
        if (!SearchInput.Read(call, SearchInput.NamedThingFields).TryGet(out var search, out refused)) return refused;
        var grants = db.RoleScopes;
        var scopes = (await db.SearchAsync<ResourceScope>(search.Query, call.Aborted)).AsNoTracking()
            .Where(scope => grants.Any(grant => grant.RoleId == role.Id && grant.ScopeId == scope.Id));
        return await scopes.OrderBy(scope => scope.CreatedAt).ThenBy(scope => scope.Id).ToAnswerAsync(call, async found =>
        {
            var ids = found.Select(scope => scope.ResourceId).Distinct().ToList();
            var resources = await db.Resources.AsNoTracking().Where(resource => ids.Contains(resource.Id)).ToDictionaryAsync(resource => resource.Id, call.Aborted);
            return JsonText.Write(json =>
            {
                json.WriteStartArray();
                foreach (var scope in found) ScopeObject.Write(json, scope, resources[scope.ResourceId]);
                json.WriteEndArray();
            });
        });
    }
}
