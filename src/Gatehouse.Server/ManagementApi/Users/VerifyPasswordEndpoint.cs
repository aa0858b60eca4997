using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users/:userId/password/verify: 204 for the right password, else 422 (contract/management-api.md 2.7).</summary>
internal sealed class VerifyPasswordEndpoint(UserPasswords passwords) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.NonEmptyText.Required("password");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Password), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await passwords.VerifyAsync(call.Param("userId"), call.Body.Get(Password)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
