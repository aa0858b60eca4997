using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>POST /me/social/link-identity: takes what the provider sent back, once, and links the account (contract/account-api.md 13).</summary>
internal sealed class LinkMyIdentityEndpoint(LinkByConnector link) : IApiEndpoint
{
    private static readonly Field<string> ConnectorId = Schemas.Text.Required("connectorId");
    private static readonly Field<JsonText> ConnectorData = Schemas.AnyObject.Required("connectorData");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ConnectorId, ConnectorData), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await link.ExecuteAsync(call.Caller.Id, call.Body.Get(ConnectorId)!, call.Body.Get(ConnectorData), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
