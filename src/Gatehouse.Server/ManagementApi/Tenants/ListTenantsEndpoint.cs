using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Tenants;

/// <summary>GET /api/tenants: all tenants, by id. Ours (docs/tenants.md); on other endpoints than the administrators' there is no such path.</summary>
internal sealed class ListTenantsEndpoint(GatehouseDb db, TenantEndpoints endpoints) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(TenantObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call) => db.TenantId != TenantEndpoints.Admin ? ApiResult.PlainNotFound
        : await db.Tenants.AsNoTracking().OrderBy(tenant => tenant.Id).ToAnswerAsync(call, (json, tenant) => TenantObject.Write(json, tenant, endpoints));
}
