using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 3: beginning, and changing one's mind.</summary>
public sealed class EventTests : ServerTest
{
    [Fact]
    public async Task A_new_start_discards_everything()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        (await browser.BeginAsync("ForgotPassword")).Expect(204);
        var state = await browser.StateAsync();
        Assert.Equal("ForgotPassword", state["interactionEvent"].GetString());
        Assert.False(state.Json.TryGetProperty("userId", out _));
        Assert.Empty(state["verificationRecords"].EnumerateArray());
    }

    [Fact]
    public async Task A_changed_event_leaves_records_and_user()
    {
        var (userId, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        foreach (var chosen in (string[])["Register", "Register", "SignIn"])
        {
            Assert.Equal("", (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = chosen })).Expect(204).Text);
            var state = await browser.StateAsync();
            Assert.Equal((chosen, userId, 1), (state["interactionEvent"].GetString(), state["userId"].GetString(), state["verificationRecords"].GetArrayLength()));
        }
    }

    [Theory]
    [InlineData("SignIn", "ForgotPassword", false)]
    [InlineData("Register", "ForgotPassword", false)]
    [InlineData("ForgotPassword", "SignIn", false)]
    [InlineData("ForgotPassword", "Register", false)]
    [InlineData("ForgotPassword", "ForgotPassword", true)]
    [InlineData("Register", "SignIn", true)]
    public async Task Nobody_turns_to_or_from_a_forgotten_password(string from, string to, bool isFine)
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync(from)).Expect(204);
        var answer = await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = to });
        if (isFine) answer.Expect(204);
        else answer.Expect(400, "session.not_supported_for_forgot_password");
        Assert.Equal(isFine ? to : from, (await browser.StateAsync())["interactionEvent"].GetString());
    }

    [Fact]
    public async Task The_sign_in_mode_counts_at_a_change_and_at_identification_but_not_at_the_start()
    {
        await using var server = await TestServer.StartAsync();
        var (_, username) = await server.NewSignerAsync();
        var browser = new Browser(server);
        await browser.EnterInteractionAsync();
        Task<Answer> Change(string interactionEvent) => browser.PutAsync("/api/experience/interaction-event", new { interactionEvent });

        await server.SetExperienceAsync(experience => experience.SignInMode = "SignIn");
        (await browser.BeginAsync("Register")).Expect(204);
        (await Change("Register")).Expect(403, "auth.forbidden");
        (await browser.PostAsync("/api/experience/identification", "{}")).Expect(403, "auth.forbidden");
        (await Change("SignIn")).Expect(204);
        (await Change("Register")).Expect(403, "auth.forbidden");

        await server.SetExperienceAsync(experience => experience.SignInMode = "Register");
        (await browser.BeginAsync()).Expect(204);
        (await Change("SignIn")).Expect(403, "auth.forbidden");
        // Of the mode nobody learns before the record is there.
        (await browser.IdentifyAsync("unknown")).Expect(404, "session.verification_session_not_found");
        var verificationId = (await browser.GivePasswordAsync(username)).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(verificationId)).Expect(403, "auth.forbidden");
        (await Change("Register")).Expect(204);
        (await Change("SignIn")).Expect(403, "auth.forbidden");
        // The mode comes before the other rule.
        (await browser.BeginAsync("ForgotPassword")).Expect(204);
        (await Change("SignIn")).Expect(403, "auth.forbidden");
    }

    [Fact(DisplayName = "Section 3: a captcha token can't be good while no provider is configured")]
    public async Task A_captcha_token_is_refused_and_leaves_the_state()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.PutAsync("/api/experience", new { interactionEvent = "SignIn", captchaToken = "x" })).Expect(422, "session.captcha_failed");
        (await browser.GetAsync("/api/experience/interaction")).Expect(404, "session.interaction_not_found");
        (await browser.BeginAsync("Register")).Expect(204);
        (await browser.PutAsync("/api/experience", new { interactionEvent = "SignIn", captchaToken = "x" })).Expect(422, "session.captcha_failed");
        Assert.Equal("Register", (await browser.StateAsync())["interactionEvent"].GetString());
    }
}
