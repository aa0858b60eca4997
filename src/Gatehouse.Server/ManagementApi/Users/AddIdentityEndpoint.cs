using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users/:userId/identities: links the account that a social connector reads from what its provider sent (contract/management-api.md 2.10).</summary>
internal sealed class AddIdentityEndpoint(ReadSocialAccount read, SocialIdentities identities) : IApiEndpoint
{
    private static readonly Field<string> ConnectorId = Schemas.Text.Required("connectorId");
    private static readonly Field<JsonText> ConnectorData = Schemas.AnyObject.Required("connectorData");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ConnectorId, ConnectorData),
        Answer = Schemas.MapOf(new ObjectSchema(Schemas.Text.Required("userId"), Schemas.AnyObject.Optional("details"))),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var data = call.Body.Get(ConnectorData);
        if (!(await read.ExecuteAsync(call.Body.Get(ConnectorId)!, data, session: null, call.Aborted)).TryGet(out var account, out var refused)) return refused;
        var linked = await identities.LinkAsync(call.Param("userId"), account.Target, account.UserInfo.Id, account.UserInfo.ToJson(), account.Tokens, call.Aborted);
        return linked.TryGet(out var result, out refused)
            ? ApiResult.Json(JsonText.Write(json => UserObject.WriteIdentities(json, result.User.Identities))) : refused;
    }
}
