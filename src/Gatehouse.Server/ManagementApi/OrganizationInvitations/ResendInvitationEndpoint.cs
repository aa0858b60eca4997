using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OrganizationInvitations;

/// <summary>POST /api/organization-invitations/:id/message: the e-mail once more, with what the body says (contract/management-organizations.md 6).</summary>
internal sealed class ResendInvitationEndpoint(GatehouseDb db, SendInvitation send) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = InvitationMessageFields.Body, Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        if (await db.OrganizationInvitations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, call.Aborted) is not { } invitation) return OrganizationRefusals.NotFound;
        return (await send.ExecuteAsync(invitation, InvitationMessageFields.Body.ValueOf(call.Body), call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
    }
}
