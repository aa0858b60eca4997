using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>PATCH /api/configs/oidc/session: for the sessions that begin from now on (contract/management-misc.md 3).</summary>
internal sealed class ChangeSessionConfigEndpoint(ChangeSetting change, GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(SessionConfigObject.Ttl), Answer = SessionConfigObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!call.Body.Has(SessionConfigObject.Ttl)) return ApiResult.Json(await SessionConfigObject.ReadAsync(db, call.Aborted));
        var value = SessionConfigObject.Text((int)call.Body.Get(SessionConfigObject.Ttl));
        return (await change.ReplaceAsync(TenantSetting.Session, value, call.Aborted)).TryGet(out var stored, out var refused) ? ApiResult.Json(stored) : refused;
    }
}
