using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PATCH /api/users/:userId/password/expiration: needs an expiration policy to set, none to take back (contract/management-api.md 2.7).</summary>
internal sealed class ExpirePasswordEndpoint(UserPasswords passwords) : IApiEndpoint
{
    private static readonly Field<bool> IsExpired = Schemas.Flag.Required("isExpired");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(IsExpired), Answer = UserShapes.Full };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await passwords.SetExpiredAsync(call.Param("userId"), call.Body.Get(IsExpired), call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(UserObject.Full(user)) : refused;
}
