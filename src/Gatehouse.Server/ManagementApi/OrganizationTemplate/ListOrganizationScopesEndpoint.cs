using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>GET /api/organization-scopes: by name, paged on request (contract/management-organizations.md 5).</summary>
internal sealed class ListOrganizationScopesEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(TemplateFields.Filter), Paging = Paging.Optional, Answer = Schemas.ListOf(OrganizationScopeObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var search = SearchQuery.Containing(call.Query.Get(TemplateFields.Filter), "name");
        return await (await db.SearchAsync<OrganizationScope>(search, call.Aborted)).AsNoTracking()
            .OrderBy(scope => scope.Name).ThenBy(scope => scope.Id).ToAnswerAsync(call, OrganizationScopeObject.Write);
    }
}
