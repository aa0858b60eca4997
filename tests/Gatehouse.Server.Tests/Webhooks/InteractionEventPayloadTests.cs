using Gatehouse.Server.Interactions;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;
using static Gatehouse.Server.Tests.ExperienceApi.StateRows;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>contract/management-webhooks.md 6.1 and 6.3: what webhooks learn of people who sign in, register and reset passwords.</summary>
public sealed class InteractionEventPayloadTests : WebhookTest
{
    private static readonly string[] All = ["PostRegister", "PostSignIn", "PostResetPassword", "User.Created", "User.Data.Updated", "Organization.Membership.Updated"];

    private static readonly string[] Ends = ["event", "interactionEvent", "createdAt", "sessionId", "userAgent", "userId", "userIp", "user", "application", "data", "hookId"];

    private static readonly string[] Changes = ["event", "createdAt", "interactionEvent", "userAgent", "applicationId", "sessionId", "ip", "application", "data", "hookId"];

    private async Task<string> ListenAsync() =>
        (await Api.PostAnswerAsync("/api/hooks", new { name = "ends", events = All, config = new { url = Receiver.Url, headers = new { } } })).Expect(201).Id;

    private async Task<(Browser Browser, Interaction Interaction, string ApplicationId)> BegunAsync(string interactionEvent)
    {
        var application = (await Api.PostAnswerAsync("/api/applications", new
        {
            name = "The shop", description = "sells", type = "SPA", oidcClientMetadata = new { redirectUris = new[] { "https://shop.example/cb" }, postLogoutRedirectUris = Array.Empty<string>() },
        })).Expect(200);
        var browser = new Browser(Server);
        browser.Headers.Add(("User-Agent", "hook test/1.0"));
        var interaction = await browser.EnterInteractionAsync(application.Id);
        (await browser.BeginAsync(interactionEvent)).Expect(204);
        return (browser, interaction, application.Id);
    }

    [Fact]
    public async Task A_registration_tells_of_the_user_and_then_of_its_end()
    {
        var hookId = await ListenAsync();
        var (browser, interaction, applicationId) = await BegunAsync("Register");
        var username = TestServer.Unique();
        (await browser.IdentifyAsync((await browser.ChooseIdentityAsync(username)).Expect(200)["verificationId"].GetString()!)).Expect(201);
        var created = (await Receiver.WaitAsync(1))[0];
        Assert.Equal(Changes, created.Members);
        Assert.Equal(
            ("User.Created", "Register", "hook test/1.0", applicationId, interaction.Id, "127.0.0.1", hookId),
            (created["event"], created["interactionEvent"], created["userAgent"], created["applicationId"], created["sessionId"], created["ip"], created["hookId"]));
        Assert.Equal($$"""{"id":"{{applicationId}}","type":"SPA","name":"The shop","description":"sells"}""", created.Json.GetProperty("application").GetRawText());
        Assert.False(created.Json.GetProperty("data").TryGetProperty("hasPassword", out _));

        (await browser.SubmitAsync()).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
        var ended = (await Receiver.WaitAsync(2))[1];
        Assert.Equal(Ends, ended.Members);
        var user = ended.Json.GetProperty("user");
        Assert.Equal(
            ("PostRegister", "Register", interaction.Id, user.GetProperty("id").GetString(), "127.0.0.1", username),
            (ended["event"], ended["interactionEvent"], ended["sessionId"], ended["userId"], ended["userIp"], user.GetProperty("username").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Number, user.GetProperty("lastSignInAt").ValueKind);
        Assert.Equal(14, user.EnumerateObject().Count());
        // What the article's receiver reads.
        var data = ended.Json.GetProperty("data");
        Assert.Equal(user.GetProperty("id").GetString(), data.GetProperty("userId").GetString());
        Assert.Equal(["userId", .. user.EnumerateObject().Select(member => member.Name)], data.EnumerateObject().Select(member => member.Name));
        await Server.DrainAsync();
        // Twice submitted, once signed in.
        Assert.Equal(2, Receiver.All.Count);
    }

    [Fact]
    public async Task A_sign_in_tells_of_its_end_and_of_what_it_changed()
    {
        await ListenAsync();
        var (_, username) = await Server.NewSignerAsync();
        var (browser, _, _) = await BegunAsync("SignIn");
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422);
        await browser.IdentifyByPasswordAsync(username);
        (await browser.SubmitAsync()).Expect(200);
        // The first delivery is that of the user who was made by the Management API.
        var told = (await Receiver.WaitAsync(2)).Select(delivery => delivery["event"]);
        Assert.Equal(["User.Created", "PostSignIn"], told);

        (browser, _, _) = await BegunAsync("SignIn");
        await browser.IdentifyByPasswordAsync(username);
        (await browser.AddFormAsync("""{"name":"Kim"}""")).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        var last = (await Receiver.WaitAsync(4)).Skip(2).ToList();
        Assert.Equal(["User.Data.Updated", "PostSignIn"], last.Select(delivery => delivery["event"]));
        Assert.Equal(Changes, last[0].Members);
        Assert.Equal(("SignIn", "Kim"), (last[0]["interactionEvent"], last[0].Json.GetProperty("data").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_reset_tells_of_the_change_and_of_its_end()
    {
        await ListenAsync();
        var email = TestServer.Unique() + "@example.test";
        await Api.NewUserAsync(new { primaryEmail = email });
        var (browser, interaction, _) = await BegunAsync("ForgotPassword");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);
        (await browser.PutAsync("/api/experience/profile/password", new { password = FreshPassword })).Expect(204);
        (await browser.SubmitAsync()).Expect(204);
        var told = (await Receiver.WaitAsync(3)).Skip(1).ToList();
        Assert.Equal([("User.Data.Updated", "ForgotPassword"), ("PostResetPassword", "ForgotPassword")], told.Select(delivery => (delivery["event"], delivery["interactionEvent"])));
        Assert.DoesNotContain("argon2", string.Concat(told.Select(delivery => delivery.Text)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Organizations_that_are_joined_are_told_within_the_interaction()
    {
        var organizationId = (await Api.PostAnswerAsync("/api/organizations", new { name = "told" })).Expect(201).Id;
        var email = TestServer.Unique() + "@example.test";
        var user = await Api.NewUserAsync(new { username = TestServer.Unique(), primaryEmail = email, passwordDigest = Digest, passwordAlgorithm = "Argon2id" });
        await ListenAsync();
        var (browser, interaction, _) = await BegunAsync("SignIn");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email, $$"""{"jitOrganizationIds":["{{organizationId}}"]}""")))).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        var membership = (await Receiver.WaitAsync(3)).Single(delivery => delivery["event"] == "Organization.Membership.Updated");
        Assert.Equal([.. Changes.SkipLast(2), "organizationId", "addedUserIds", "hookId"], membership.Members);
        Assert.Equal((organizationId, $"[\"{user.Id}\"]"), (membership["organizationId"], membership.Json.GetProperty("addedUserIds").GetRawText()));
    }

    [Fact]
    public async Task A_built_in_application_is_not_shown()
    {
        await ListenAsync();
        var (_, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        (await browser.SubmitAsync()).Expect(200);
        var ended = (await Receiver.WaitAsync(2))[1];
        Assert.Equal(Ends.Where(name => name is not ("application" or "userAgent")), ended.Members);
    }
}
