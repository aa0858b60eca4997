using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/sso-identities/:ssoConnectorId (contract/management-api.md 2.11).</summary>
internal sealed class GetSsoIdentityEndpoint(FindUser find, GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<bool> IncludeTokenSecret = Schemas.Truthy.Optional("includeTokenSecret");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(IncludeTokenSecret),
        Answer = new ObjectSchema(SsoIdentityObject.Shape.Required("ssoIdentity"), TokenSecretObject.SsoShape.Optional("tokenSecret")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing)) return missing;
        var connectorId = call.Param("ssoConnectorId");
        var found = await db.UserSsoIdentities.AsNoTracking()
            .SingleOrDefaultAsync(account => account.UserId == user.Id && account.SsoConnectorId == connectorId, call.Aborted);
        if (found is null) return UserRefusals.SsoIdentityNotFound;
        var secret = call.Query.Get(IncludeTokenSecret)
            ? await db.TokenSecrets.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == user.Id && row.SsoConnectorId == connectorId, call.Aborted) : null;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("ssoIdentity"u8);
            SsoIdentityObject.Write(json, found);
            TokenSecretObject.WriteMember(json, secret);
            json.WriteEndObject();
        }));
    }
}
