using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Sessions;

/// <summary>
/// DELETE /api/my-account/sessions/:sessionId, on request with what was granted in it (contract/account-api.md 9). What is missing is told with
/// status 400 and the status that is meant in <c>data</c>, as clients know it.
/// </summary>
internal sealed class RevokeSessionEndpoint(AccountGate gate, RevokeSession revoke) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(RevokeSession.Target), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(AccountFields.Session), Check.Scope(OidcScope.Sessions, 401), Check.FirstParty) is { } refused) return refused;
        return (await revoke.ExecuteAsync(call.Caller.Id, call.Param("sessionId"), RevokeSession.TargetOf(call.Query), call.Aborted)).TryGet(out _, out refused)
            ? ApiResult.NoContent
            : refused.Status == StatusCodes.Status404NotFound ? refused with { Status = StatusCodes.Status400BadRequest, Data = JsonText.FromStored("""{"status":404}""") } : refused;
    }
}
