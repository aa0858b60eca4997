using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PUT /api/users/:userId/roles: the user has exactly these roles afterwards (contract/management-api.md 2.12).</summary>
internal sealed class ReplaceUserRolesEndpoint(UserRoles roles) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> RoleIds = Schemas.ListOf(Schemas.NonEmptyText).Required("roleIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RoleIds), Answer = new ObjectSchema(RoleIds) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await roles.ReplaceAsync(call.Param("userId"), call.Body.Get(RoleIds)!, call.Aborted)).TryGet(out var held, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("roleIds"u8);
            JsonText.Strings(held).WriteTo(json);
            json.WriteEndObject();
        }));
    }
}
