using Gatehouse.Server.ManagementApi.Users;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.OrganizationInvitations;

/// <summary>POST /api/organization-invitations (contract/management-organizations.md 6).</summary>
internal sealed class CreateInvitationEndpoint(CreateInvitation create) : IApiEndpoint
{
    /// <summary>The last millisecond that a date can name: year 9999.</summary>
    private const decimal LastMoment = 253_402_300_799_999;

    private static readonly Field<string?> InviterId = Schemas.Text.OrNull().Optional("inviterId");
    private static readonly Field<string> Invitee = UserFields.Email.AtMost(256).Required("invitee");
    private static readonly Field<string> OrganizationId = Schemas.NonEmptyText.AtMost(21).Required("organizationId");
    private static readonly Field<decimal> ExpiresAt = Schemas.NumberBetween(decimal.MinValue, LastMoment).Required("expiresAt");
    private static readonly Field<IReadOnlyList<string>> RoleIds = Schemas.ListOf(Schemas.NonEmptyText).Optional("organizationRoleIds");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(InviterId, Invitee, OrganizationId, ExpiresAt, RoleIds, InvitationMessageFields.Member),
        Success = StatusCodes.Status201Created,
        Answer = InvitationObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var body = call.Body;
        var invitation = new NewInvitation(
            body.Get(InviterId), body.Get(Invitee)!, body.Get(OrganizationId)!, body.Get(ExpiresAt), body.Get(RoleIds) ?? [], body.Get(InvitationMessageFields.Member));
        return (await create.ExecuteAsync(invitation, call.Aborted)).TryGet(out var made, out var refused) ? ApiResult.Json(InvitationObject.Text(made)) : refused;
    }
}
