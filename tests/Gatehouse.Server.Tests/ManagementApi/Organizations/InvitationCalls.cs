using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>What tests of invitations do again and again.</summary>
internal static class InvitationCalls
{
    public const string InvitationsPath = "/api/organization-invitations";

    extension(TestServer server)
    {
        public long InDays(double days) => server.Clock.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds();

        /// <summary>Asks for an invitation that is good for a day.</summary>
        public Task<Answer> InviteAsync(string organizationId, string invitee, string? inviterId = null, params string[] organizationRoleIds) =>
            server.Api.PostAnswerAsync(InvitationsPath, new { invitee, inviterId, organizationId, organizationRoleIds, expiresAt = server.InDays(1) });

        /// <summary>A user with an address, and what invites exactly them.</summary>
        public async Task<(string User, string Invitation)> NewInvitedAsync(string organizationId, params string[] organizationRoleIds)
        {
            var email = TestServer.Unique("Ann.") + "@Mail.test";
            var user = (await server.Api.NewUserAsync(new { primaryEmail = email })).Id;
            return (user, (await server.InviteAsync(organizationId, email.ToLowerInvariant(), null, organizationRoleIds)).Expect(201).Id);
        }

        public Task<Answer> AcceptAsync(string invitation, string? acceptedUserId) => server.Api.PutAnswerAsync($"{InvitationsPath}/{invitation}/status", new { status = "Accepted", acceptedUserId });

        public Task<Answer> RevokeAsync(string invitation) => server.Api.PutAnswerAsync($"{InvitationsPath}/{invitation}/status", new { status = "Revoked" });
    }
}
