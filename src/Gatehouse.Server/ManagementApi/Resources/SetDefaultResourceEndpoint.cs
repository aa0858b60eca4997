using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>PATCH /api/resources/:id/is-default: at most one resource of a tenant is it (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class SetDefaultResourceEndpoint(ChangeResource change) : IApiEndpoint
{
    private static readonly Field<bool> IsDefault = Schemas.Flag.Required("isDefault");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(IsDefault), Answer = ApiResourceObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.SetDefaultAsync(call.Param("id"), call.Body.Get(IsDefault), call.Aborted)).TryGet(out var resource, out var refused)
            ? ApiResult.Json(ApiResourceObject.Text(resource)) : refused;
}
