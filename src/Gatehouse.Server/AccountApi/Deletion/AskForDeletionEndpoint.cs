using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi.Deletion;

/// <summary>
/// POST /api/my-account/deletion: the account is deleted when the grace period is over; sessions, grants and tokens, the caller's own as
/// well, end now. Ours (docs/accounts.md).
/// </summary>
internal sealed class AskForDeletionEndpoint(AccountGate gate, OwnDeletion deletion) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = DeletionObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.VerifiedIfPossible, Check.FirstParty) is { } refused) return refused;
        return (await deletion.AskAsync(call.Caller.Id, call.Aborted)).TryGet(out var asked, out refused)
            ? ApiResult.Json(DeletionObject.Of(await deletion.OfferAsync(call.Aborted), asked)) : refused;
    }
}
