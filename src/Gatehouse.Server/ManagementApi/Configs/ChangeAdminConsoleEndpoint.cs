using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>PATCH /api/configs/admin-console: members are replaced, nothing to change is fine (contract/management-misc.md 3).</summary>
internal sealed class ChangeAdminConsoleEndpoint(ChangeSetting change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(AdminConsoleFields.All), Answer = AdminConsoleFields.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.MergeAsync(TenantSetting.AdminConsole, call.Body.ToJson(AdminConsoleFields.All), call.Aborted)).TryGet(out var value, out var refused)
            ? ApiResult.Json(value) : refused;
}
