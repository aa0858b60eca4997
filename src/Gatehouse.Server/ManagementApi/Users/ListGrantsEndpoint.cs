using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/grants: what the user has allowed applications, the latest first; none for an unknown user (contract/management-api.md 2.17).</summary>
internal sealed class ListGrantsEndpoint(UserGrants grants) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(UserGrants.AppType), Answer = GrantObject.ListShape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json(GrantObject.List(await grants.ListAsync(call.Param("userId"), call.Query.Get(UserGrants.AppType), call.Aborted)));
}
