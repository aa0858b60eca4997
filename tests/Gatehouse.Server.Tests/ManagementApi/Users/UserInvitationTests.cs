using Gatehouse.Server.Invitations;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>docs/invitations.md: how administrators invite users, see what became of it and take it back.</summary>
public sealed class UserInvitationTests(MailboxServer mailbox) : IClassFixture<MailboxServer>
{
    private const long Day = 24 * 3600 * 1000;

    private TestServer Server => mailbox.Server;

    private HttpClient Api => Server.Api;

    private async Task<(string Path, string Email)> InviteeAsync()
    {
        var email = TestServer.Unique() + "@invited.test";
        return ($"/api/users/{(await Api.NewUserAsync(new { primaryEmail = email })).Id}/invitation", email);
    }

    [Fact]
    public async Task The_link_goes_to_the_users_mail_and_is_shown_to_nobody_else()
    {
        var (path, email) = await InviteeAsync();
        var made = (await Api.PostAnswerAsync(path, "{}")).Expect(201);
        Assert.Equal(("Pending", "Email", email), (made["status"].GetString(), made["channel"].GetString(), made["recipient"].GetString()));
        Assert.Equal(7 * Day, made["expiresAt"].GetInt64() - made["createdAt"].GetInt64());
        Assert.False(made.Json.TryGetProperty("link", out _));
        Assert.Equal(made.Text, (await Api.GetAnswerAsync(path)).Expect(200).Text);

        var mail = Assert.Single(await mailbox.MessagesAsync(email));
        Assert.Equal("UserInvitation", mail.GetProperty("usageType").GetString());
        var link = mail.GetProperty("payload").GetProperty("link").GetString()!;
        Assert.Matches($"^{TestServer.Endpoint}/invitation\\?token=[0-9A-Za-z]{{32}}$", link);
        Assert.Contains(link, mail.GetProperty("content").GetString(), StringComparison.Ordinal);
        var token = link.Split('=')[1];
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
        Assert.Equal(1, await Server.InDatabaseAsync(db => db.UserInvitations.CountAsync(row => row.Digest == UserInvitation.DigestOf(token))));
        Assert.False(await Server.InDatabaseAsync(db => db.Audit.AnyAsync(row => EF.Functions.Like((string)(object)row.Payload, "%" + token + "%"))));
    }

    [Fact]
    public async Task A_user_with_a_phone_alone_is_reached_by_SMS_and_the_channel_can_be_chosen()
    {
        var phone = TestServer.UniquePhone();
        var byPhone = (await Api.PostAnswerAsync($"/api/users/{(await Api.NewUserAsync(new { primaryPhone = phone })).Id}/invitation", "{}")).Expect(201);
        Assert.Equal(("Sms", phone), (byPhone["channel"].GetString(), byPhone["recipient"].GetString()));
        Assert.Equal("Sms", Assert.Single(await mailbox.MessagesAsync(phone)).GetProperty("type").GetString());

        var (path, _) = await InviteeAsync();
        (await Api.PostAnswerAsync(path, """{"channel":"Sms"}""")).Expect(422, "invitation.no_recipient");
        (await Api.GetAnswerAsync(path)).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task An_administrator_may_hand_the_link_over()
    {
        var path = $"/api/users/{(await Api.NewUserAsync(new { username = TestServer.Unique() })).Id}/invitation";
        (await Api.PostAnswerAsync(path, "{}")).Expect(422, "invitation.no_recipient");
        var made = (await Api.PostAnswerAsync(path, """{"sendMessage":false,"expiresIn":60}""")).Expect(201);
        Assert.StartsWith(TestServer.Endpoint + "/invitation?token=", made["link"].GetString(), StringComparison.Ordinal);
        Assert.Equal(("null", "null", 60_000L), (made["channel"].GetRawText(), made["recipient"].GetRawText(), made["expiresAt"].GetInt64() - made["createdAt"].GetInt64()));
        Assert.False((await Api.GetAnswerAsync(path)).Expect(200).Json.TryGetProperty("link", out _));
    }

    [Fact]
    public async Task It_can_be_taken_back_once_and_a_new_one_made()
    {
        var (path, _) = await InviteeAsync();
        (await Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync(path, "{}")).Expect(201);
        (await Api.DeleteAnswerAsync(path)).Expect(204);
        (await Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_found");
        Assert.Equal("Revoked", (await Api.GetAnswerAsync(path)).Expect(200)["status"].GetString());
        Assert.Equal("Pending", (await Api.PostAnswerAsync(path, "{}")).Expect(201)["status"].GetString());
    }

    [Theory]
    [InlineData("""{"expiresIn":59}""")]
    [InlineData("""{"expiresIn":2592001}""")]
    [InlineData("""{"expiresIn":"7d"}""")]
    [InlineData("""{"channel":"Pigeon"}""")]
    [InlineData("""{"sendMessage":"no"}""")]
    [InlineData("""{"applicationId":""}""")]
    public async Task What_does_not_fit_is_refused(string body)
    {
        var (path, email) = await InviteeAsync();
        (await Api.PostAnswerAsync(path, body)).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync(path)).Expect(404, "entity.not_found");
        Assert.Empty(await mailbox.MessagesAsync(email));
    }

    [Fact]
    public async Task The_landing_is_one_of_the_applications_redirect_URIs()
    {
        var (path, email) = await InviteeAsync();
        var app = await Server.NewAppAsync();
        (await Api.PostAnswerAsync(path, new { redirectUri = SignInFlow.Callback })).Expect(422, "invitation.redirect_uri_not_registered");
        (await Api.PostAnswerAsync(path, new { applicationId = app, redirectUri = SignInFlow.Callback + "/elsewhere" })).Expect(422, "invitation.redirect_uri_not_registered");
        (await Api.PostAnswerAsync(path, new { applicationId = app, redirectUri = "javascript:alert(1)" })).Expect(422, "invitation.redirect_uri_not_registered");
        (await Api.PostAnswerAsync(path, new { applicationId = "nothing", redirectUri = SignInFlow.Callback })).Expect(404, "entity.not_exists_with_id");
        Assert.Empty(await mailbox.MessagesAsync(email));
        var made = (await Api.PostAnswerAsync(path, new { applicationId = app, redirectUri = SignInFlow.Callback })).Expect(201);
        Assert.Equal((app, SignInFlow.Callback), (made["applicationId"].GetString(), made["redirectUri"].GetString()));
        Assert.Equal(app, (await mailbox.MessagesAsync(email))[0].GetProperty("payload").GetProperty("application").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Who_is_suspended_or_not_there_is_not_invited()
    {
        var (path, _) = await InviteeAsync();
        await Server.SuspendAsync(path.Split('/')[3]);
        (await Api.PostAnswerAsync(path, "{}")).Expect(422, "invitation.user_suspended");
        (await Api.PostAnswerAsync("/api/users/nobody/invitation", "{}")).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync("/api/users/nobody/invitation")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task An_invitation_that_nobody_can_be_sent_is_taken_back()
    {
        // The shared server has no connector.
        var server = await SharedServer.GetAsync();
        var user = await server.Api.NewUserAsync(new { primaryEmail = TestServer.Unique() + "@invited.test" });
        (await server.Api.PostAnswerAsync($"/api/users/{user.Id}/invitation", "{}")).Expect(501, "connector.not_found");
        Assert.Equal("Revoked", (await server.Api.GetAnswerAsync($"/api/users/{user.Id}/invitation")).Expect(200)["status"].GetString());
    }

    [Fact]
    public async Task Invitations_to_one_address_are_limited()
    {
        var (path, email) = await InviteeAsync();
        for (var sent = 0; sent < 10; sent++) (await Api.PostAnswerAsync(path, "{}")).Expect(201);
        (await Api.PostAnswerAsync(path, "{}")).Expect(429, "request.message_rate_limited");
        Assert.Equal(10, (await mailbox.MessagesAsync(email)).Count);
    }

    [Fact]
    public async Task Of_many_made_at_once_the_user_has_one()
    {
        var (path, _) = await InviteeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Api.PostAnswerAsync(path, """{"sendMessage":false}""")));
        Assert.All(answers, answer => Assert.Contains((int)answer.Status, (int[])[201, 422]));
        var userId = path.Split('/')[3];
        var digest = await Server.InDatabaseAsync(db => db.UserInvitations.Where(row => row.UserId == userId).Select(row => row.Digest).SingleAsync());
        Assert.Single(answers.Where(answer => (int)answer.Status == 201), answer => UserInvitation.DigestOf(answer["link"].GetString()!.Split('=')[1]) == digest);
    }
}
