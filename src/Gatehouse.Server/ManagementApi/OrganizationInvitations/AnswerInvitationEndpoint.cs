using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.OrganizationInvitations;

/// <summary>PUT /api/organization-invitations/:id/status: accepted for a user, or revoked (contract/management-organizations.md 6).</summary>
internal sealed class AnswerInvitationEndpoint(AnswerInvitation answer) : IApiEndpoint
{
    private static readonly Field<string> Status = Schemas.OneOf(nameof(InvitationStatus.Accepted), nameof(InvitationStatus.Revoked)).Required("status");
    private static readonly Field<string?> AcceptedUserId = Schemas.Text.OrNull().Optional("acceptedUserId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Status, AcceptedUserId), Answer = InvitationObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await AnswerAsync(call)).TryGet(out var invitation, out var refused) ? ApiResult.Json(InvitationObject.Text(invitation)) : refused;

    private async Task<Checked<ShownInvitation>> AnswerAsync(ApiCall call)
    {
        if (call.Body.Get(Status) == nameof(InvitationStatus.Revoked)) return await answer.RevokeAsync(call.Param("id"), call.Aborted);
        return call.Body.Get(AcceptedUserId) is { Length: > 0 } userId
            ? await answer.AcceptAsync(call.Param("id"), userId, call.Aborted)
            : Refusal.InvalidRequest("acceptedUserId is missing") with { Status = StatusCodes.Status422UnprocessableEntity };
    }
}
