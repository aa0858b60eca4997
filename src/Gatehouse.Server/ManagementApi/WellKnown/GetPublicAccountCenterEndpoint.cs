using Gatehouse.Server.Data;
using Gatehouse.Server.ManagementApi.AccountCenter;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>GET /api/.well-known/account-center: the whole row (contract/management-misc.md 5).</summary>
internal sealed class GetPublicAccountCenterEndpoint(GatehouseDb db, Snapshots snapshots) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { IsAnonymous = true, Answer = AccountCenterObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json(AccountCenterObject.Text((await snapshots.GetAsync(db.TenantId, call.Aborted)).Get<PublishedExperience>().AccountCenter));
}
