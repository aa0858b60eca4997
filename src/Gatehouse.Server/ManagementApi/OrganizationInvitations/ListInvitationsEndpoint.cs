using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.OrganizationInvitations;

/// <summary>GET /api/organization-invitations: all of them, the newest first, or those of one organization, inviter or invitee (contract/management-organizations.md 6).</summary>
internal sealed class ListInvitationsEndpoint(GatehouseDb db, ShowInvitations show) : IApiEndpoint
{
    private static readonly Field<string> OrganizationId = Schemas.Text.Optional("organizationId");
    private static readonly Field<string> InviterId = Schemas.Text.Optional("inviterId");
    private static readonly Field<string> Invitee = Schemas.Text.Optional("invitee");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(OrganizationId, InviterId, Invitee), Answer = Schemas.ListOf(InvitationObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        IQueryable<OrganizationInvitation> rows = db.OrganizationInvitations;
        if (call.Query.Get(OrganizationId) is { Length: > 0 } organizationId) rows = rows.Where(row => row.OrganizationId == organizationId);
        if (call.Query.Get(InviterId) is { Length: > 0 } inviterId) rows = rows.Where(row => row.InviterId == inviterId);
        if (User.EmailKeyOf(call.Query.Get(Invitee)) is { Length: > 0 } key) rows = rows.Where(row => row.InviteeKey == key);
        var invitations = await show.ReadAsync(rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id), call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var invitation in invitations) InvitationObject.Write(json, invitation);
            json.WriteEndArray();
        }));
    }
}
