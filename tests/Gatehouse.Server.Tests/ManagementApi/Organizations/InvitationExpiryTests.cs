using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ManagementApi.Organizations.InvitationCalls;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 6: time ends an invitation. With a server, and so a clock, of its own.</summary>
public sealed class InvitationExpiryTests
{
    [Fact]
    public async Task What_is_outdated_is_shown_as_expired_can_not_be_answered_and_makes_room()
    {
        await using var server = await TestServer.StartAsync();
        var organization = await server.Api.NewOrganizationAsync();
        var (user, invitation) = await server.NewInvitedAsync(organization);
        server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        server.Api.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenAsync());

        var expired = (await server.Api.GetAnswerAsync($"{InvitationsPath}/{invitation}")).Expect(200);
        Assert.Equal("Expired", expired["status"].GetString());
        Assert.Equal(expired["createdAt"].GetRawText(), expired["updatedAt"].GetRawText());
        Assert.Equal(["Expired"], await server.Api.ListedAsync($"{InvitationsPath}?organizationId={organization}", "status"));
        (await server.AcceptAsync(invitation, user)).Expect(422, "request.invalid_input");
        (await server.RevokeAsync(invitation)).Expect(422, "request.invalid_input");

        var again = (await server.InviteAsync(organization, expired["invitee"].GetString()!)).Expect(201).Id;
        Assert.Equal(["Pending", "Expired"], await server.Api.ListedAsync($"{InvitationsPath}?organizationId={organization}", "status"));
        Assert.NotEqual(expired["updatedAt"].GetRawText(), (await server.Api.GetAnswerAsync($"{InvitationsPath}/{invitation}"))["updatedAt"].GetRawText());
        (await server.AcceptAsync(again, user)).Expect(200);
    }
}
