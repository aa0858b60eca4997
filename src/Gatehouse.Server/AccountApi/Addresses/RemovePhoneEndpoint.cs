using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.AccountApi.Addresses;

/// <summary>DELETE /api/my-account/primary-phone: also when there is none (contract/account-api.md 6).</summary>
internal sealed class RemovePhoneEndpoint(AccountGate gate, ChangeOwnAddress change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(AccountFields.Phone), Check.Scope(OidcScope.Phone, 400), Check.FirstParty) is { } refused) return refused;
        return (await change.RemoveAsync(call.Caller.Id, VerificationChannel.Phone, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
