using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/identities/:target (contract/management-api.md 2.10).</summary>
internal sealed class GetIdentityEndpoint(FindUser find, GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<bool> IncludeTokenSecret = Schemas.Truthy.Optional("includeTokenSecret");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(IncludeTokenSecret),
        Answer = new ObjectSchema(UserShapes.Identity.Required("identity"), TokenSecretObject.SocialShape.Optional("tokenSecret")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing)) return missing;
        if (user.Identities.Find(identity => identity.Target == call.Param("target")) is not { } found) return UserRefusals.IdentityNotFound;
        var secret = call.Query.Get(IncludeTokenSecret)
            ? await db.TokenSecrets.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == user.Id && row.Target == found.Target, call.Aborted) : null;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("identity"u8);
            UserObject.WriteIdentity(json, found);
            TokenSecretObject.WriteMember(json, secret);
            json.WriteEndObject();
        }));
    }
}
