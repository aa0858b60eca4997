using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>PUT /api/configs/id-token: for the tokens that are made from now on (contract/management-misc.md 3).</summary>
internal sealed class ReplaceIdTokenConfigEndpoint(ChangeSetting change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = IdTokenFields.Shape, Answer = IdTokenFields.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ReplaceAsync(TenantSetting.IdToken, call.Body.ToJson(IdTokenFields.EnabledExtendedClaims), call.Aborted)).TryGet(out var value, out var refused)
            ? ApiResult.Json(value) : refused;
}
