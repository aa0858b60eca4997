using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations/:id/users: the answer repeats the request (contract/management-organizations.md 2).</summary>
internal sealed class AddMembersEndpoint(UserMemberships members) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> UserIds = OrganizationFields.Ids.NonEmpty().Required("userIds");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(UserIds), Success = StatusCodes.Status201Created, Answer = new ObjectSchema(UserIds),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var sent = call.Body.Get(UserIds)!;
        if (!(await members.AddAsync(call.Param("id"), sent, call.Aborted)).TryGet(out _, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("userIds"u8);
            JsonText.Strings(sent).WriteTo(json);
            json.WriteEndObject();
        }));
    }
}
