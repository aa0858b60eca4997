using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>GET /api/organization-scopes/:id (contract/management-organizations.md 5).</summary>
internal sealed class GetOrganizationScopeEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = OrganizationScopeObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        return await db.OrganizationScopes.AsNoTracking().SingleOrDefaultAsync(scope => scope.Id == id, call.Aborted) is { } scope
            ? ApiResult.Json(OrganizationScopeObject.Text(scope)) : TemplateRefusals.ScopeNotThereToRead(id);
    }
}
