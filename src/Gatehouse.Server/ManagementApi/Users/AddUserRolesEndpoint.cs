using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users/:userId/roles: adds what is missing, answers what was new (contract/management-api.md 2.12).</summary>
internal sealed class AddUserRolesEndpoint(UserRoles roles) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> RoleIds = Schemas.ListOf(Schemas.NonEmptyText).Required("roleIds");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(RoleIds),
        Success = StatusCodes.Status201Created,
        Answer = new ObjectSchema(RoleIds, Schemas.ListOf(Schemas.Text).Required("addedRoleIds")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var sent = call.Body.Get(RoleIds)!;
        if (!(await roles.AddAsync(call.Param("userId"), sent, call.Aborted)).TryGet(out var added, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("roleIds"u8);
            JsonText.Strings(sent).WriteTo(json);
            json.WritePropertyName("addedRoleIds"u8);
            JsonText.Strings(added).WriteTo(json);
            json.WriteEndObject();
        }));
    }
}
