using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>POST /api/roles: answers 200 with the plain row (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class CreateRoleEndpoint(CreateRole create) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = RoleFields.OnCreate, Answer = RoleObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var type = call.Body.Get(RoleFields.Type) is { } name ? Enum.Parse<RoleType>(name) : RoleType.User;
        return (await create.ExecuteAsync(RoleFields.Read(call.Body), type, call.Body.Get(RoleFields.ScopeIds), call.Aborted)).TryGet(out var role, out var refused)
            ? ApiResult.Json(RoleObject.Text(role)) : refused;
    }
}
