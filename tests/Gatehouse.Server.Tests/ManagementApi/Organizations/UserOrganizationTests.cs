using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-api.md 2.13 and what a deleted user leaves (2.6).</summary>
public sealed class UserOrganizationTests : ServerTest
{
    [Fact]
    public async Task The_organizations_of_a_user_come_as_rows_with_the_roles_there()
    {
        var (one, two) = (await Api.NewOrganizationAsync(), await Api.NewOrganizationAsync());
        var user = await Api.NewMemberAsync(one);
        Assert.Equal([one], await Api.ListedAsync($"/api/users/{user}/organizations"));
        (await Api.PostAnswerAsync($"/api/organizations/{two}/users", new { userIds = (string[])[user] })).Expect(201);
        var (b, a) = (await Server.NewTemplateRoleAsync(name: "b" + TestServer.Unique()), await Server.NewTemplateRoleAsync(name: "a" + TestServer.Unique()));
        (await Api.PutAnswerAsync($"/api/organizations/{two}/users/{user}/roles", new { organizationRoleIds = (string[])[b.Id, a.Id] })).Expect(204);

        var list = (await Api.GetAnswerAsync($"/api/users/{user}/organizations")).Expect(200);
        Assert.Null(list.Header("Total-Number"));
        var row = (await Api.GetAnswerAsync("/api/organizations/" + two)).Expect(200).Text;
        Assert.Equal($$"""{{row[..^1]}},"organizationRoles":[{"id":"{{a.Id}}","name":"{{a.Name}}"},{"id":"{{b.Id}}","name":"{{b.Name}}"}]}""", list.Json[1].GetRawText());
        Assert.Equal("[]", list.Json[0].GetProperty("organizationRoles").GetRawText());
        Assert.Equal("[]", (await Api.GetAnswerAsync($"/api/users/{(await Api.NewUserAsync()).Id}/organizations")).Expect(200).Text);
        (await Api.GetAnswerAsync("/api/users/nobody/organizations")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task A_deleted_user_leaves_neither_membership_nor_invitation()
    {
        var organization = await Api.NewOrganizationAsync();
        var mark = TestServer.Unique();
        var inviter = await Api.NewMemberAsync(organization);
        var accepting = (await Api.NewUserAsync(new { primaryEmail = mark + "@b.test" })).Id;
        async Task<string> InviteAsync(string invitee, string? inviterId) => (await Api.PostAnswerAsync("/api/organization-invitations", new
        {
            invitee, inviterId, organizationId = organization, expiresAt = Server.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(),
        })).Expect(201).Id;
        var (sent, accepted, other) = (await InviteAsync("x" + mark + "@b.test", inviter), await InviteAsync(mark + "@b.test", null), await InviteAsync("y" + mark + "@b.test", null));
        (await Api.PutAnswerAsync($"/api/organization-invitations/{accepted}/status", new { status = "Accepted", acceptedUserId = accepting })).Expect(200);

        (await Api.DeleteAnswerAsync("/api/users/" + inviter)).Expect(204);
        (await Api.DeleteAnswerAsync("/api/users/" + accepting)).Expect(204);
        Assert.Equal([other], await Api.ListedAsync("/api/organization-invitations?organizationId=" + organization));
        (await Api.GetAnswerAsync("/api/organization-invitations/" + sent)).Expect(404, "entity.not_found");
        Assert.Empty(await Api.ListedAsync($"/api/organizations/{organization}/users"));
    }
}
