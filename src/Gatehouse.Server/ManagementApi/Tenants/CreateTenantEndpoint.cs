using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.Tenants;

/// <summary>POST /api/tenants: one more tenant. Ours (docs/tenants.md); on other endpoints than the administrators' there is no such path.</summary>
internal sealed class CreateTenantEndpoint(CreateTenant create, CurrentTenant tenant, TenantEndpoints endpoints) : IApiEndpoint
{
    private static readonly Field<string> Id = Schemas.NonEmptyText.AtMost(CreateTenant.LongestId).Required("id");
    private static readonly Field<string> Name = Schemas.NonEmptyText.AtMost(CreateTenant.LongestName).Required("name");
    private static readonly Field<string> Endpoint = Schemas.NonEmptyText.AtMost(256).Required("endpoint");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Id, Name, Endpoint), Success = StatusCodes.Status201Created, Answer = TenantObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (tenant.Id != TenantEndpoints.Admin) return ApiResult.PlainNotFound;
        return (await create.ExecuteAsync(call.Body.Get(Id)!, call.Body.Get(Name)!, call.Body.Get(Endpoint)!, call.Aborted)).TryGet(out var made, out var refused)
            ? ApiResult.Json(JsonText.Write(json => TenantObject.Write(json, made, endpoints))) : refused;
    }
}
