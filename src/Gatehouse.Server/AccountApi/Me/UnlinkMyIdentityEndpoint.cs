using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>DELETE /me/social/identity/:connectorId: takes the account at the connector's provider away (contract/account-api.md 13).</summary>
internal sealed class UnlinkMyIdentityEndpoint(SocialIdentities identities, Snapshots snapshots) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if ((await snapshots.GetAsync(TenantEndpoints.Admin, call.Aborted)).Get<ConnectorDirectory>().Find(call.Param("connectorId")) is not { } connector) return ConnectorRefusals.NotFound;
        return (await identities.UnlinkAsync(call.Caller.Id, connector.Target, ChangedBy.Owner, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
    }
}
