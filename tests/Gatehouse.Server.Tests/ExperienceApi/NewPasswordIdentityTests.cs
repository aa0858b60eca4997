using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.9: a username and a password for a new user.</summary>
public sealed class NewPasswordIdentityTests : ServerTest
{
    [Fact]
    public async Task It_is_a_record_that_shows_the_name_and_nothing_of_the_password()
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        var username = TestServer.Unique();
        var answer = (await browser.ChooseIdentityAsync(username)).Expect(200);
        var id = answer["verificationId"].GetString()!;
        Assert.Equal(["verificationId"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[0-9a-z]{21}$", id);
        var state = await browser.StateAsync();
        Assert.Equal(
            $$$"""[{"id":"{{{id}}}","type":"NewPasswordIdentity","identifier":{"type":"username","value":"{{{username}}}"}}]""", state["verificationRecords"].GetRawText());
        Assert.Equal("{}", state["profile"].GetRawText());
    }

    [Fact]
    public async Task A_second_one_takes_the_place_of_the_first()
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        var first = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        var second = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        Assert.Equal(second, Assert.Single((await browser.StateAsync())["verificationRecords"].EnumerateArray()).GetProperty("id").GetString());
        (await browser.IdentifyAsync(first)).Expect(404, "session.verification_session_not_found");
    }

    [Theory]
    [InlineData("""{"identifier":{"type":"email","value":"a@b.test"},"password":"x"}""")]
    [InlineData("""{"identifier":{"type":"username","value":"1abc"},"password":"x"}""")]
    [InlineData("""{"identifier":{"type":"username","value":""},"password":"x"}""")]
    [InlineData("""{"identifier":{"type":"username","value":"with-dash"},"password":"x"}""")]
    [InlineData("""{"identifier":{"type":"username","value":"kim"}}""")]
    [InlineData("""{"password":"x"}""")]
    public async Task What_can_be_no_username_is_invalid_input(string body)
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        (await browser.PostAsync("/api/experience/verification/new-password-identity", body)).Expect(400, "guard.invalid_input");
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
    }

    [Fact]
    public async Task A_taken_name_is_told_before_a_weak_password()
    {
        var (_, taken) = await Server.NewSignerAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.ChooseIdentityAsync(taken, "abc")).Expect(422, "user.username_already_in_use");
        var weak = (await browser.ChooseIdentityAsync(TestServer.Unique(), "abc")).Expect(422, "password.rejected");
        Assert.Equal(
            """[{"code":"password_rejected.too_short","interpolation":{"min":8}},{"code":"password_rejected.restricted.sequence"}]""", weak["data"].GetRawText());
        Assert.Equal(
            [("Interaction.Register.Verification.NewPasswordIdentity.Submit", "user.username_already_in_use"), ("Interaction.Register.Verification.NewPasswordIdentity.Submit", "password.rejected")],
            (await Server.StepsAsync(interaction.Id)).Skip(1).Select(row => (row.Key, row.Payload.ToElement().GetProperty("error").GetProperty("code").GetString()!)));
    }

    [Fact]
    public async Task The_name_is_no_part_of_the_password()
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        var answer = (await browser.ChooseIdentityAsync("grzegorz77", "grzegorz77ab")).Expect(422, "password.rejected");
        Assert.Contains("password_rejected.restricted.user_info", answer["data"].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_identifies_nobody_who_exists()
    {
        var (browser, _) = await Browser.BegunAsync(Server);
        var id = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(id)).Expect(422, "user.sign_in_method_not_enabled");
        (await browser.BeginAsync("ForgotPassword")).Expect(204);
        id = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(id)).Expect(422, "session.not_supported_for_forgot_password");
    }

    [Fact(DisplayName = "Section 18: register user name + password")]
    public async Task The_way_of_a_new_user_ends_at_the_resume_url()
    {
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var username = TestServer.Unique();
        var id = (await browser.ChooseIdentityAsync(username)).Expect(200)["verificationId"].GetString()!;
        Assert.Equal("Created", (await browser.IdentifyAsync(id)).Expect(201).Text);
        var state = await browser.StateAsync();
        var userId = state["userId"].GetString()!;
        Assert.Equal("{}", state["profile"].GetRawText());

        // The account exists now, whatever becomes of the interaction.
        var user = (await Api.GetAnswerAsync("/api/users/" + userId)).Expect(200);
        Assert.Equal((username, true), (user["username"].GetString(), user["hasPassword"].GetBoolean()));
        Assert.Contains("\"enabled\":false", (await Api.GetAnswerAsync($"/api/users/{userId}/logto-configs")).Expect(200).Text, StringComparison.Ordinal);

        Assert.Equal($$"""{"redirectTo":"{{TestServer.Endpoint}}/oidc/auth/{{interaction.Id}}"}""", (await browser.SubmitAsync()).Expect(200).Text);
        var login = (await Server.LoginAsync(interaction))!;
        Assert.Equal((userId, "pwd"), (login.AccountId, string.Join(' ', login.Amr)));
        Assert.Equal(
            [
                "Interaction.Register.Create", "Interaction.Register.Verification.NewPasswordIdentity.Submit", "Interaction.Register.Identifier.Submit", "Interaction.Register.Submit",
            ],
            (await Server.StepsAsync(interaction.Id)).Select(row => row.Key));

        var (again, _) = await Browser.BegunAsync(Server);
        await again.IdentifyByPasswordAsync(username, password: FreshPassword);
    }

    [Fact]
    public async Task No_password_and_no_digest_lies_in_the_log()
    {
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var id = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(id)).Expect(201);
        (await browser.SubmitAsync()).Expect(200);
        var rows = await Server.StepsAsync(interaction.Id);
        Assert.All(rows, row => Assert.DoesNotContain("argon2", row.Payload.Text, StringComparison.OrdinalIgnoreCase));
        Assert.All(rows, row => Assert.DoesNotContain(FreshPassword, row.Payload.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("argon2", (await Server.LoginAsync(interaction))!.Submission!.Value.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(DisplayName = "Section 6: of 50 identifications at once one makes the user")]
    public async Task Identifications_at_once_make_one_user()
    {
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var username = TestServer.Unique();
        var id = (await browser.ChooseIdentityAsync(username)).Expect(200)["verificationId"].GetString()!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.IdentifyAsync(id)));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422));
        Assert.Single((await Api.GetAnswerAsync($"/api/users?search.username={username}&mode.username=exact")).Expect(200).Json.EnumerateArray());
        Assert.Single(await Server.StepsAsync(interaction.Id), row => row.Key == "Interaction.Register.Identifier.Submit" && row.Payload.Text.Contains("\"Success\"", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "Section 6: of 50 interactions that want one name one gets it")]
    public async Task Interactions_at_once_share_no_name()
    {
        var username = TestServer.Unique();
        var begun = new List<(Browser Browser, string Id)>();
        for (var number = 0; number < 50; number++)
        {
            var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
            // Hashed once: fifty hashes would say nothing more.
            begun.Add((browser, await Server.PlaceAsync(interaction, new NewPasswordIdentity(
                Identifier.Long(), new SignInIdentifier("username", username), "Argon2id", Digest))));
        }

        var answers = await Task.WhenAll(begun.Select(one => one.Browser.IdentifyAsync(one.Id)));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "user.username_already_in_use"));
        Assert.False((await begun[Array.FindIndex(answers, answer => (int)answer.Status != 201)].Browser.StateAsync()).Json.TryGetProperty("userId", out _));
    }
}
