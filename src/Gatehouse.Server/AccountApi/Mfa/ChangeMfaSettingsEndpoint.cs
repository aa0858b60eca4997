using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>PATCH /api/my-account/mfa-settings: only what is given changes (contract/account-api.md 4).</summary>
internal sealed class ChangeMfaSettingsEndpoint(AccountGate gate, ChangeLogtoConfig change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = MfaSettingsObject.Shape, Answer = MfaSettingsObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.Scope(OidcScope.Identities, 401), Check.MayEdit(AccountFields.Mfa), Check.FirstParty) is { } refused) return refused;
        return (await change.ExecuteAsync(call.Caller.Id, new LogtoConfig { Mfa = new LogtoConfig.MfaPreferences(SkipMfaOnSignIn: call.Body.Get(MfaSettingsObject.SkipMfaOnSignIn)) }, call.Aborted)).TryGet(out var user, out refused)
            ? ApiResult.Json(MfaSettingsObject.Of(user)) : refused;
    }
}
