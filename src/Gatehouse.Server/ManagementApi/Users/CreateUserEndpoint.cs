using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users: makes a user; an empty body makes an anonymous one (contract/management-api.md 2.5).</summary>
internal sealed class CreateUserEndpoint(CreateUser create, PasswordHasher hasher) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(NewUserInput.Fields), Answer = UserShapes.Full };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await NewUserInput.ReadAsync(call.Body, password => hasher.HashAsync(password, call.Aborted))).TryGet(out var draft, out var refused)) return refused;
        var created = await create.ExecuteAsync(draft, call.Aborted);
        return created.TryGet(out var user, out refused) ? ApiResult.Json(UserObject.Full(user)) : refused;
    }
}
