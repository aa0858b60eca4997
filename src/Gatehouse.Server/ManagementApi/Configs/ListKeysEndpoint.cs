using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/oidc/:keyType (contract/management-misc.md 3).</summary>
internal sealed class ListKeysEndpoint(KeyList keys) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = KeyList.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        PathChoice.KeyType.Read(call).TryGet(out var type, out var refused) ? ApiResult.Json(await keys.ReadAsync(type, call.Aborted)) : refused;
}
