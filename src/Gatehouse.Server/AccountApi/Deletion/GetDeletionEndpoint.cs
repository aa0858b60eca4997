using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi.Deletion;

/// <summary>GET /api/my-account/deletion: whether the account is to be deleted. Ours (docs/accounts.md).</summary>
internal sealed class GetDeletionEndpoint(OwnDeletion deletion) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = DeletionObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json(DeletionObject.Of(await deletion.OfferAsync(call.Aborted), await deletion.FindAsync(call.Caller.Id, call.Aborted)));
}
