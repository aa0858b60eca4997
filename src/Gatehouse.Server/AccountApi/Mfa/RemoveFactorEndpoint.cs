using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>DELETE /api/my-account/mfa-verifications/:verificationId; backup codes may be left alone (contract/account-api.md 8).</summary>
internal sealed class RemoveFactorEndpoint(AccountGate gate, FindUser find, SecondFactors factors) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.Scope(OidcScope.Identities, 401)) is { } refused) return refused;
        if (!(await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var user, out refused)) return refused;
        var id = call.Param("verificationId");
        if (MfaVerification.ListOf(user.MfaVerifications).FirstOrDefault(factor => factor.Id == id) is not { } known) return AccountRefusals.RecordNotFound;
        var field = known.Type == MfaVerification.WebAuthn ? AccountFields.Passkey : AccountFields.Mfa;
        if (await gate.RefuseAsync(call, Check.MayEdit(field), Check.FirstParty) is { } unfit) return unfit;
        return (await factors.RemoveAsync(call.Caller.Id, id, ChangedBy.Owner, call.Aborted)).TryGet(out _, out _) ? ApiResult.NoContent : AccountRefusals.RecordNotFound;
    }
}
