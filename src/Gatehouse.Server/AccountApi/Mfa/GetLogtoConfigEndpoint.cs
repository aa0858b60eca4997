using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>GET /api/my-account/logto-configs: what the user has answered to questions of the sign-in (contract/account-api.md 4).</summary>
internal sealed class GetLogtoConfigEndpoint(AccountGate gate, FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = LogtoConfigObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Scope(OidcScope.Identities, 401), Check.MayRead(AccountFields.Passkey)) is { } refused) return refused;
        return (await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var user, out refused) ? ApiResult.Json(LogtoConfigObject.Text(user)) : refused;
    }
}
