using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/identities/:target (contract/management-api.md 2.10). Tokens of the provider are not kept, so none are shown.</summary>
internal sealed class GetIdentityEndpoint(FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Schemas.Text.Optional("includeTokenSecret")),
        Answer = new ObjectSchema(UserShapes.Identity.Required("identity")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing)) return missing;
        if (user.Identities.Find(identity => identity.Target == call.Param("target")) is not { } found) return UserRefusals.IdentityNotFound;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("identity"u8);
            UserObject.WriteIdentity(json, found);
            json.WriteEndObject();
        }));
    }
}
