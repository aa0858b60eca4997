using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>DELETE /api/configs/oidc/:keyType/:keyId: what it signed is refused from now on (contract/management-misc.md 3).</summary>
internal sealed class DeleteKeyEndpoint(RotateSigningKey signing, RotateCookieKey cookies) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!PathChoice.KeyType.Read(call).TryGet(out var type, out var refused)) return refused;
        var id = call.Param("keyId");
        var deleted = type == KeyList.PrivateKeys ? await signing.DeleteAsync(id, call.Aborted) : await cookies.DeleteAsync(id, call.Aborted);
        return deleted.TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
