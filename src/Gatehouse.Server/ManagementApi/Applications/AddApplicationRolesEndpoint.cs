using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>POST /api/applications/:applicationId/roles: adds what is missing, answers what was new (contract/management-apps-resources-roles.md 1.4).</summary>
internal sealed class AddApplicationRolesEndpoint(RolesOfApplication roles) : IApiEndpoint
{
    private static readonly Schema<IReadOnlyList<string>> Ids = Schemas.ListOf(Schemas.NonEmptyText);
    private static readonly Field<IReadOnlyList<string>> RoleIds = Ids.Required("roleIds");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(RoleIds),
        Answer = new ObjectSchema(RoleIds, Ids.Required("addedRoleIds")),
        Success = StatusCodes.Status201Created,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var sent = call.Body.Get(RoleIds)!;
        if (!(await roles.AddAsync(call.Param("applicationId"), sent, call.Aborted)).TryGet(out var added, out var refused)) return refused;
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
