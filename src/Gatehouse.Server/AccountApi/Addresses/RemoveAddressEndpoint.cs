using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi.Addresses;

/// <summary>DELETE /api/my-account/primary-email and primary-phone: also when there is none (contract/account-api.md 6).</summary>
internal sealed class RemoveAddressEndpoint<TAddress>(AccountGate gate, ChangeOwnAddress change) : IApiEndpoint where TAddress : IAddress
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, TAddress.Kind.Checks) is { } refused) return refused;
        return (await change.RemoveAsync(call.Caller.Id, TAddress.Kind.Channel, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
