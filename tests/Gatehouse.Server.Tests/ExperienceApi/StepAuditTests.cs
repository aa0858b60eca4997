using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 14: an entry for each step, whatever came of it, and no password in any.</summary>
public sealed class StepAuditTests : ServerTest
{
    [Fact]
    public async Task Each_step_has_an_entry_that_says_who_and_what()
    {
        var (userId, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        browser.Headers.Add(("User-Agent", "audit test/2.0"));
        var interaction = await browser.EnterInteractionAsync("audited-app");
        await browser.IdentifyByPasswordAsync(username);
        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "Register" })).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        (await browser.GetAsync("/api/experience/interaction")).Expect(200);

        var rows = await Server.StepsAsync(interaction.Id);
        Assert.Equal(
            ["Interaction.SignIn.Create", "Interaction.SignIn.Verification.Password.Submit", "Interaction.SignIn.Identifier.Submit", "Interaction.SignIn.Update", "Interaction.Register.Submit"],
            rows.Select(row => row.Key));
        Assert.All(rows, row =>
        {
            var payload = row.Payload.ToElement();
            Assert.Equal("audited-app", row.ApplicationId);
            Assert.Equal(
                (row.Key, "Success", "127.0.0.1", "audit test/2.0", "audited-app"),
                (payload.GetProperty("key").GetString(), payload.GetProperty("result").GetString(), payload.GetProperty("ip").GetString(),
                    payload.GetProperty("userAgent").GetString(), payload.GetProperty("applicationId").GetString()));
            Assert.False(payload.TryGetProperty("error", out _));
            Assert.Equal(row.UserId is not null, payload.TryGetProperty("userId", out _));
        });
        Assert.Equal([null, null, userId, userId, userId], rows.Select(row => row.UserId));
        Assert.Equal("Register", rows[3].Payload.ToElement().GetProperty("interaction").GetProperty("interactionEvent").GetString());
    }

    [Fact]
    public async Task A_refused_step_has_an_entry_with_the_error_and_keeps_nothing()
    {
        var (userId, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        var before = await Server.InteractionAsync(interaction.Id);
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422);
        (await browser.GivePasswordAsync(TestServer.Unique())).Expect(422);
        (await browser.IdentifyAsync("nothing")).Expect(404);
        (await browser.SubmitAsync()).Expect(404);
        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "ForgotPassword" })).Expect(400);
        var after = await Server.InteractionAsync(interaction.Id);
        Assert.Equal((before.State, before.Result), (after.State, after.Result));

        var rows = (await Server.StepsAsync(interaction.Id)).Skip(1).ToList();
        Assert.Equal(
            [
                ("Interaction.SignIn.Verification.Password.Submit", "session.invalid_credentials"), ("Interaction.SignIn.Verification.Password.Submit", "session.invalid_credentials"),
                ("Interaction.SignIn.Identifier.Submit", "session.verification_session_not_found"), ("Interaction.SignIn.Submit", "session.identifier_not_found"),
                ("Interaction.SignIn.Update", "session.not_supported_for_forgot_password"),
            ],
            rows.Select(row => (row.Key, row.Payload.ToElement().GetProperty("error").GetProperty("code").GetString()!)));
        Assert.All(rows, row => Assert.Equal("Error", row.Payload.ToElement().GetProperty("result").GetString()));
        // Whose account was tried stands in that user's log; the caller learned nothing of it.
        Assert.Equal([userId, null, null, null, null], rows.Select(row => row.UserId));
    }

    [Fact]
    public async Task No_password_comes_into_entries_rows_logs_or_answers()
    {
        var secret = "Canary-" + TestServer.Unique();
        var username = TestServer.Unique();
        (await Api.PostAnswerAsync("/api/users", new { username, password = secret })).Expect(200);
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        List<Answer> answers =
        [
            await browser.GivePasswordAsync(username, secret + "x"),
            await browser.GivePasswordAsync(TestServer.Unique(), secret),
            await browser.PostAsync("/api/experience/verification/password", $$"""{"identifier":{"type":"username","value":"x"},"password":["{{secret}}"]}"""),
            await browser.PostAsync("/api/experience/verification/password", $$"""{"password":"{{secret}}" """),
            await browser.GivePasswordAsync(username, secret),
        ];
        (await browser.IdentifyAsync(answers[^1].Expect(200)["verificationId"].GetString()!)).Expect(204);
        answers.Add((await browser.SubmitAsync()).Expect(200));
        answers.Add(await browser.StateAsync());
        var row = await Server.InteractionAsync(interaction.Id);
        string[] places =
        [
            .. answers.Select(answer => answer.Text), .. (await Server.StepsAsync(interaction.Id)).Select(entry => entry.Payload.Text), .. Server.Log.Lines,
            row.State!.Value.Text, row.Result!.Value.Text,
        ];
        Assert.DoesNotContain(places, place => place.Contains(secret, StringComparison.Ordinal));
        var cookie = browser.Cookie("_interaction")!;
        Assert.DoesNotContain(places, place => place.Contains(cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_or_broken_user_agent_is_kept_in_part()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        browser.Headers.Add(("User-Agent", new string('a', 5000)));
        var interaction = await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username, password: Password);
        (await browser.SubmitAsync()).Expect(200);
        Assert.All(await Server.StepsAsync(interaction.Id), row => Assert.Equal(512, row.Payload.ToElement().GetProperty("userAgent").GetString()!.Length));
    }
}
