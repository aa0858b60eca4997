using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Sessions;

/// <summary>GET /api/my-account/grants: what the user has allowed applications, the latest first (contract/account-api.md 10).</summary>
internal sealed class ListGrantsEndpoint(AccountGate gate, UserGrants grants) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(UserGrants.AppType), Answer = GrantObject.ListShape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayRead(AccountFields.Session), Check.Scope(OidcScope.Sessions, 401)) is { } refused) return refused;
        return ApiResult.Json(GrantObject.List(await grants.ListAsync(call.Caller.Id, call.Query.Get(UserGrants.AppType), call.Aborted)));
    }
}
