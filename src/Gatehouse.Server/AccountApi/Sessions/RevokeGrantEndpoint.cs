using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Sessions;

/// <summary>DELETE /api/my-account/grants/:grantId: with every code and token on it (contract/account-api.md 10).</summary>
internal sealed class RevokeGrantEndpoint(AccountGate gate, RevokeGrant revoke) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(AccountFields.Session), Check.Scope(OidcScope.Sessions, 401), Check.FirstParty) is { } refused) return refused;
        return (await revoke.ExecuteAsync(call.Caller.Id, call.Param("grantId"), onlyLive: true, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
