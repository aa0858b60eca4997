using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi.Deletion;

/// <summary>DELETE /api/my-account/deletion: the account stays. Whoever can sign in may do it. Ours (docs/accounts.md).</summary>
internal sealed class TakeBackDeletionEndpoint(AccountGate gate, OwnDeletion deletion) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.FirstParty) is { } refused) return refused;
        return (await deletion.TakeBackAsync(call.Caller.Id, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
