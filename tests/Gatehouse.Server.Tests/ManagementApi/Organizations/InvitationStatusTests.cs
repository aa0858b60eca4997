using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ManagementApi.Organizations.InvitationCalls;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 6: what becomes of an invitation.</summary>
public sealed class InvitationStatusTests : ServerTest
{
    [Fact]
    public async Task Whoever_accepts_joins_with_the_roles_of_the_invitation()
    {
        var organization = await Api.NewOrganizationAsync();
        var (one, two) = (await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync());
        var (user, invitation) = await Server.NewInvitedAsync(organization, one.Id, two.Id);
        var accepted = (await Server.AcceptAsync(invitation, user)).Expect(200);
        Assert.Equal(("Accepted", user, 2), (accepted["status"].GetString(), accepted["acceptedUserId"].GetString(), accepted["organizationRoles"].GetArrayLength()));
        Assert.True(accepted["updatedAt"].GetInt64() > accepted["createdAt"].GetInt64());
        Assert.Equal(accepted.Text, (await Api.GetAnswerAsync($"{InvitationsPath}/{invitation}")).Expect(200).Text);
        Assert.Equal(((string[])[one.Id, two.Id]).Order(StringComparer.Ordinal), (await Api.ListedAsync($"/api/organizations/{organization}/users/{user}/roles")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_member_who_accepts_keeps_their_roles_and_gets_those_of_the_invitation()
    {
        var organization = await Api.NewOrganizationAsync();
        var (one, two) = (await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync());
        var (user, invitation) = await Server.NewInvitedAsync(organization, one.Id, two.Id);
        (await Api.PostAnswerAsync($"/api/organizations/{organization}/users", new { userIds = (string[])[user] })).Expect(201);
        (await Api.PostAnswerAsync($"/api/organizations/{organization}/users/{user}/roles", new { organizationRoleIds = (string[])[one.Id] })).Expect(201);
        (await Server.AcceptAsync(invitation, user)).Expect(200);
        Assert.Equal(2, (await Api.ListedAsync($"/api/organizations/{organization}/users/{user}/roles")).Length);
    }

    [Fact]
    public async Task Only_the_user_with_the_address_can_accept_and_whoever_is_named()
    {
        var organization = await Api.NewOrganizationAsync();
        var (user, invitation) = await Server.NewInvitedAsync(organization);
        var (other, nameless) = ((await Api.NewUserAsync(new { primaryEmail = TestServer.Unique() + "@mail.test" })).Id, (await Api.NewUserAsync()).Id);
        (await Server.AcceptAsync(invitation, null)).Expect(422, "request.invalid_input");
        (await Server.AcceptAsync(invitation, "")).Expect(422, "request.invalid_input");
        (await Server.AcceptAsync(invitation, "nobody")).Expect(404, "entity.not_found");
        (await Server.AcceptAsync(invitation, other)).Expect(422, "request.invalid_input");
        (await Server.AcceptAsync(invitation, nameless)).Expect(422, "request.invalid_input");
        (await Server.AcceptAsync("unknown", user)).Expect(404, "entity.not_found");
        (await Server.RevokeAsync("unknown")).Expect(404, "entity.not_found");
        foreach (var bad in (string[])["{}", """{"status":"Pending"}""", """{"status":"Expired"}""", """{"status":"accepted"}""", """{"status":"Accepted","acceptedUserId":1}"""])
            (await Api.PutAnswerAsync($"{InvitationsPath}/{invitation}/status", bad)).Expect(400, "guard.invalid_input");
        Assert.Equal("Pending", (await Api.GetAnswerAsync($"{InvitationsPath}/{invitation}"))["status"].GetString());
        Assert.Empty(await Api.ListedAsync($"/api/organizations/{organization}/users"));
    }

    [Fact]
    public async Task A_role_for_machines_can_be_promised_but_nobody_gets_it()
    {
        var organization = await Api.NewOrganizationAsync();
        var machine = await Server.NewTemplateRoleAsync(OrganizationCalls.Machine);
        var (user, invitation) = await Server.NewInvitedAsync(organization, machine.Id);
        (await Server.AcceptAsync(invitation, user)).Expect(422, "entity.db_constraint_violated");
        Assert.Equal("Pending", (await Api.GetAnswerAsync($"{InvitationsPath}/{invitation}"))["status"].GetString());
        Assert.Empty(await Api.ListedAsync($"/api/organizations/{organization}/users"));
    }

    [Fact]
    public async Task What_is_accepted_or_revoked_stays_so_and_the_address_can_be_invited_again()
    {
        var organization = await Api.NewOrganizationAsync();
        var (user, invitation) = await Server.NewInvitedAsync(organization);
        var revoked = (await Server.RevokeAsync(invitation)).Expect(200);
        Assert.Equal(("Revoked", "null"), (revoked["status"].GetString(), revoked["acceptedUserId"].GetRawText()));
        (await Server.AcceptAsync(invitation, user)).Expect(422, "request.invalid_input");
        (await Server.RevokeAsync(invitation)).Expect(422, "request.invalid_input");
        var again = (await Server.InviteAsync(organization, revoked["invitee"].GetString()!)).Expect(201).Id;
        (await Server.AcceptAsync(again, user)).Expect(200);
        (await Server.AcceptAsync(again, user)).Expect(422, "request.invalid_input");
        (await Server.RevokeAsync(again)).Expect(422, "request.invalid_input");
    }

    [Fact]
    public async Task An_invitation_that_is_accepted_fifty_times_at_once_is_accepted_once()
    {
        var organization = await Api.NewOrganizationAsync();
        var role = await Server.NewTemplateRoleAsync();
        var (user, invitation) = await Server.NewInvitedAsync(organization, role.Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Server.AcceptAsync(invitation, user)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(422, "request.invalid_input"));
        Assert.Equal([role.Id], await Api.ListedAsync($"/api/organizations/{organization}/users/{user}/roles"));
    }

    [Fact]
    public async Task Either_the_acceptance_or_the_revocation_wins()
    {
        var organization = await Api.NewOrganizationAsync();
        var (user, invitation) = await Server.NewInvitedAsync(organization);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => number % 2 == 0 ? Server.AcceptAsync(invitation, user) : Server.RevokeAsync(invitation)));
        var won = Assert.Single(answers, answer => (int)answer.Status == 200)["status"].GetString();
        Assert.Equal(won, (await Api.GetAnswerAsync($"{InvitationsPath}/{invitation}"))["status"].GetString());
        Assert.Equal(won == "Accepted" ? 1 : 0, (await Api.ListedAsync($"/api/organizations/{organization}/users")).Length);
    }
}
