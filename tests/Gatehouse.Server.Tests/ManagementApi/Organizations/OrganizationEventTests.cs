using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-webhooks.md 6.2, the events of organizations.</summary>
public sealed class OrganizationEventTests : WebhookTest
{
    private static readonly string[] Facts = ["event", "createdAt", "ip", "path", "method", "status", "params", "matchedRoute"];
    private int _seen;

    private async Task HookAsync() => (await Api.PostAnswerAsync("/api/hooks", new
    {
        events = (string[])["Organization.Created", "Organization.Deleted", "Organization.Data.Updated", "Organization.Membership.Updated"], config = new { url = Receiver.Url },
    })).Expect(201);

    /// <summary>The one delivery since the last look.</summary>
    private async Task<Received> NextAsync()
    {
        await Receiver.WaitAsync(++_seen);
        await Server.DrainAsync();
        Assert.Equal(_seen, Receiver.All.Count);
        return Receiver.All[^1];
    }

    [Fact]
    public async Task Making_changing_and_deleting_are_told_with_the_row()
    {
        await HookAsync();
        var made = (await Api.PostAnswerAsync("/api/organizations", new { name = "회사" })).Expect(201);
        var told = await NextAsync();
        Assert.Equal([.. Facts, "data", "hookId"], told.Members);
        Assert.Equal(("Organization.Created", "/organizations", "201", made.Text), (told["event"], told["matchedRoute"], told["status"], told.Json.GetProperty("data").GetRawText()));

        var changed = (await Api.PatchAnswerAsync("/api/organizations/" + made.Id, new { description = "d" })).Expect(200);
        told = await NextAsync();
        Assert.Equal(("Organization.Data.Updated", "/organizations/:id", "200", changed.Text), (told["event"], told["matchedRoute"], told["status"], told.Json.GetProperty("data").GetRawText()));

        (await Api.PatchAnswerAsync("/api/organizations/" + made.Id, "{}")).Expect(422);
        (await Api.DeleteAnswerAsync("/api/organizations/" + made.Id)).Expect(204);
        told = await NextAsync();
        Assert.Equal([.. Facts, "hookId"], told.Members);
        Assert.Equal(("Organization.Deleted", "204", $$"""{"id":"{{made.Id}}"}"""), (told["event"], told["status"], told["params"]));
    }

    [Fact]
    public async Task Who_joined_and_who_left_is_told_without_the_others()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/users";
        var (one, two) = ((await Api.NewUserAsync()).Id, (await Api.NewUserAsync()).Id);
        await HookAsync();
        async Task CheckAsync(string method, string status, string[] extras, params string[] values)
        {
            var told = await NextAsync();
            Assert.Equal([.. Facts, "organizationId", .. extras, "hookId"], told.Members);
            Assert.Equal(("Organization.Membership.Updated", method, status, organization), (told["event"], told["method"], told["status"], told["organizationId"]));
            Assert.Equal(values, extras.Select(name => told.Json.GetProperty(name).GetRawText()));
        }

        (await Api.PostAnswerAsync(path, new { userIds = (string[])[one, one] })).Expect(201);
        await CheckAsync("POST", "201", ["addedUserIds"], $"[\"{one}\"]");
        (await Api.PostAnswerAsync(path, new { userIds = (string[])[one] })).Expect(201);
        await CheckAsync("POST", "201", []);
        (await Api.PutAnswerAsync(path, new { userIds = (string[])[two] })).Expect(204);
        await CheckAsync("PUT", "204", ["addedUserIds", "removedUserIds"], $"[\"{two}\"]", $"[\"{one}\"]");
        (await Api.PutAnswerAsync(path, new { userIds = (string[])["nobody"] })).Expect(422);
        (await Api.DeleteAnswerAsync($"{path}/{two}")).Expect(204);
        await CheckAsync("DELETE", "204", ["removedUserIds"], $"[\"{two}\"]");

        var application = await Server.AddClientAsync();
        path = $"/api/organizations/{organization}/applications";
        (await Api.PostAnswerAsync(path, new { applicationIds = (string[])[application] })).Expect(201);
        await CheckAsync("POST", "201", ["addedApplicationIds"], $"[\"{application}\"]");
        (await Api.PutAnswerAsync(path, new { applicationIds = (string[])[application] })).Expect(204);
        await CheckAsync("PUT", "204", []);
        (await Api.DeleteAnswerAsync($"{path}/{application}")).Expect(204);
        await CheckAsync("DELETE", "204", ["removedApplicationIds"], $"[\"{application}\"]");
    }

    [Fact]
    public async Task Who_accepts_an_invitation_is_told_and_roles_and_configuration_are_not()
    {
        var organization = await Api.NewOrganizationAsync();
        var user = (await Api.NewUserAsync(new { primaryEmail = "ann@a.test" })).Id;
        var (role, member) = (await Server.NewTemplateRoleAsync(), await Api.NewMemberAsync(organization));
        await HookAsync();
        async Task<string> InviteAsync(string invitee) => (await Api.PostAnswerAsync("/api/organization-invitations", new
        {
            invitee, organizationId = organization, expiresAt = Server.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(),
        })).Expect(201).Id;
        var (accepted, revoked) = (await InviteAsync("ann@a.test"), await InviteAsync("bea@a.test"));
        (await Api.PostAnswerAsync($"/api/organizations/{organization}/users/{member}/roles", new { organizationRoleIds = (string[])[role.Id] })).Expect(201);
        (await Api.PostAnswerAsync($"/api/organizations/{organization}/jit/email-domains", new { emailDomain = "a.test" })).Expect(201);
        (await Api.PutAnswerAsync($"/api/organization-invitations/{revoked}/status", new { status = "Revoked" })).Expect(200);
        (await Api.PutAnswerAsync($"/api/organization-invitations/{accepted}/status", new { status = "Accepted", acceptedUserId = user })).Expect(200);
        var told = await NextAsync();
        Assert.Equal([.. Facts, "organizationId", "addedUserIds", "hookId"], told.Members);
        Assert.Equal(("/organization-invitations/:id/status", "200", organization, $"[\"{user}\"]"), (told["matchedRoute"], told["status"], told["organizationId"], told["addedUserIds"]));
    }
}
