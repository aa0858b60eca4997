using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PATCH /api/users/:userId/password: no policy applies to administrators (contract/management-api.md 2.7). <c>isPasswordTemporary</c> is ours (docs/accounts.md).</summary>
internal sealed class SetPasswordEndpoint(UserPasswords passwords) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.NonEmptyText.Required("password");

    private static readonly Field<bool> IsTemporary = Schemas.Flag.Optional("isPasswordTemporary");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Password, IsTemporary), Answer = UserShapes.Full };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await passwords.SetAsync(call.Param("userId"), call.Body.Get(Password)!, call.Body.Get(IsTemporary), call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(UserObject.Full(user)) : refused;
}
