using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationInvitations;

/// <summary>GET /api/organization-invitations/:id (contract/management-organizations.md 6).</summary>
internal sealed class GetInvitationEndpoint(GatehouseDb db, ShowInvitations show) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = InvitationObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        return (await show.ReadAsync(db.OrganizationInvitations.Where(row => row.Id == id), call.Aborted)) is [var invitation]
            ? ApiResult.Json(InvitationObject.Text(invitation)) : OrganizationRefusals.NotFound;
    }
}
