using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>PATCH /api/my-account/logto-configs: only what is given changes (contract/account-api.md 4).</summary>
internal sealed class ChangeLogtoConfigEndpoint(AccountGate gate, ChangeLogtoConfig change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = LogtoConfigObject.Body, Answer = LogtoConfigObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.Scope(OidcScope.Identities, 401), Check.MayEdit(AccountFields.Passkey), Check.FirstParty) is { } refused) return refused;
        return (await change.ExecuteAsync(call.Caller.Id, LogtoConfigObject.Read(call.Body, takesSuggestion: true), call.Aborted)).TryGet(out var user, out refused)
            ? ApiResult.Json(LogtoConfigObject.Text(user)) : refused;
    }
}
