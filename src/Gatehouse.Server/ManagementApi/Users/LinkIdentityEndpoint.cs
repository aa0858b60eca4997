using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PUT /api/users/:userId/identities/:target: 201 when the target is new for the user (contract/management-api.md 2.10).</summary>
internal sealed class LinkIdentityEndpoint(SocialIdentities identities) : IApiEndpoint
{
    private static readonly Field<string> UserId = Schemas.Text.Required("userId");
    private static readonly Field<JsonText> Details = Schemas.AnyObject.Optional("details");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(UserId, Details), Answer = UserShapes.Identities };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var details = call.Body.Optional(Details);
        var linked = await identities.LinkAsync(
            call.Param("userId"), call.Param("target"), call.Body.Get(UserId)!, details.IsSent ? details.Value : null, tokens: null, call.Aborted);
        if (!linked.TryGet(out var result, out var refused)) return refused;
        return ApiResult.Json(
            JsonText.Write(json => UserObject.WriteIdentities(json, result.User.Identities)),
            result.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
