using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>PATCH /api/configs/new-device-notice (docs/accounts.md). Ours.</summary>
internal sealed class ChangeNewDeviceNoticeEndpoint(ChangeSetting change, GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(NewDeviceNoticeObject.Enabled), Answer = NewDeviceNoticeObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!call.Body.Has(NewDeviceNoticeObject.Enabled)) return ApiResult.Json(await NewDeviceNoticeObject.ReadAsync(db, call.Aborted));
        var value = NewDeviceNoticeObject.Text(call.Body.Get(NewDeviceNoticeObject.Enabled));
        return (await change.ReplaceAsync(TenantSetting.NewDeviceNotice, value, call.Aborted)).TryGet(out var stored, out var refused) ? ApiResult.Json(stored) : refused;
    }
}
