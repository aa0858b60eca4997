using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>PUT /api/organizations/:id/users: the organization has exactly these members afterwards (contract/management-organizations.md 2).</summary>
internal sealed class ReplaceMembersEndpoint(UserMemberships members) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> UserIds = OrganizationFields.Ids.Required("userIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(UserIds), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await members.ReplaceAsync(call.Param("id"), call.Body.Get(UserIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
