using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationInvitations;

/// <summary>Every route below <c>/api/organization-invitations</c> (contract/management-organizations.md 6).</summary>
internal static class OrganizationInvitationRoutes
{
    public static void AddOrganizationInvitationRoutes(this ApiRoutes routes) => routes
        .Get<ListInvitationsEndpoint>("/organization-invitations")
        .Post<CreateInvitationEndpoint>("/organization-invitations")
        .Get<GetInvitationEndpoint>("/organization-invitations/{id}")
        .Delete<DeleteInvitationEndpoint>("/organization-invitations/{id}")
        .Post<ResendInvitationEndpoint>("/organization-invitations/{id}/message")
        .Put<AnswerInvitationEndpoint>("/organization-invitations/{id}/status");
}
