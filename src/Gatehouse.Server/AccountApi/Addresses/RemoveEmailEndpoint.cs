using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.AccountApi.Addresses;

/// <summary>DELETE /api/my-account/primary-email: also when there is none (contract/account-api.md 6).</summary>
internal sealed class RemoveEmailEndpoint(AccountGate gate, ChangeOwnAddress change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(AccountFields.Email), Check.Scope(OidcScope.Email, 400), Check.FirstParty) is { } refused) return refused;
        return (await change.RemoveAsync(call.Caller.Id, VerificationChannel.Email, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
