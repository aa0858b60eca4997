using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations/:id/users/:userId/roles: the answer names the roles by id, however they were named (contract/management-organizations.md 2).</summary>
internal sealed class AddMemberRolesEndpoint(UserMembershipRoles roles) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = MemberRoleFields.Body,
        Success = StatusCodes.Status201Created,
        Answer = new ObjectSchema(Schemas.ListOf(Schemas.Text).Required("organizationRoleIds")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (ids, names) = MemberRoleFields.Read(call.Body);
        if (!(await roles.AddAsync(call.Param("id"), call.Param("userId"), ids, names, call.Aborted)).TryGet(out var named, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("organizationRoleIds"u8);
            JsonText.Strings(named).WriteTo(json);
            json.WriteEndObject();
        }));
    }
}
