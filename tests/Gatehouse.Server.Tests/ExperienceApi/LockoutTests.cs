using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Verifications;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 11.1: whoever guesses is stopped.</summary>
public sealed class LockoutTests(CodeServer codes) : CodeTest(codes)
{
    private const string Blocked = "session.verification_blocked_too_many_attempts";

    private static readonly string[] LockoutEvents = ["Identifier.Lockout", "Message.RateLimited"];

    [Fact]
    public async Task The_failure_that_reaches_the_maximum_is_answered_with_the_lock()
    {
        await SetAsync(sentinel: """{"maxAttempts":3}""");
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422, "session.invalid_credentials");
        var blocked = (await browser.GivePasswordAsync(username, "wrong")).Expect(400, Blocked);
        Assert.Equal(["code", "message"], blocked.Json.EnumerateObject().Select(member => member.Name));
        Assert.Contains("60", blocked["message"].GetString());

        // From everywhere, with the right password too.
        (await browser.GivePasswordAsync(username)).Expect(400, Blocked);
        (await (await BegunAsync()).GivePasswordAsync(username)).Expect(400, Blocked);
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
        (await browser.GivePasswordAsync((await Server.NewSignerAsync()).Username)).Expect(200);
        Server.Clock.Advance(TimeSpan.FromMinutes(61));
        (await (await BegunAsync()).GivePasswordAsync(username)).Expect(200);
    }

    [Fact]
    public async Task After_a_short_lock_one_more_failure_locks_again_and_attempts_during_it_were_for_nothing()
    {
        await SetAsync(sentinel: """{"maxAttempts":3,"lockoutDuration":10}""");
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        for (var tried = 0; tried < 3; tried++) await browser.GivePasswordAsync(username, "wrong");
        Server.Clock.Advance(TimeSpan.FromMinutes(9));
        for (var tried = 0; tried < 3; tried++) (await browser.GivePasswordAsync(username, "wrong")).Expect(400, Blocked);
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        (await browser.GivePasswordAsync(username)).Expect(200);
        (await browser.GivePasswordAsync(username)).Expect(200);
        (await browser.GivePasswordAsync(username, "wrong")).Expect(400, Blocked);
        (await browser.GivePasswordAsync(username)).Expect(400, Blocked);
        Server.Clock.Advance(TimeSpan.FromMinutes(50));
        browser = await BegunAsync();
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422);
        (await browser.GivePasswordAsync(username)).Expect(200);
    }

    [Fact(DisplayName = "Any identifier is counted, known or not: the lock tells nothing")]
    public async Task Nobody_is_locked_like_somebody()
    {
        await SetAsync(sentinel: """{"maxAttempts":2}""");
        var (_, username) = await Server.NewSignerAsync();
        foreach (var name in (string[])[username, TestServer.Unique()])
        {
            var browser = await BegunAsync();
            (await browser.GivePasswordAsync(name, "wrong")).Expect(422, "session.invalid_credentials");
            (await browser.GivePasswordAsync(name, "wrong")).Expect(400, Blocked);
            (await browser.GivePasswordAsync(name)).Expect(400, Blocked);
        }
    }

    [Fact]
    public async Task Passwords_codes_and_tokens_share_one_pool_and_one_lock()
    {
        await SetAsync(sentinel: """{"maxAttempts":4}""");
        var email = Address();
        await Api.NewUserAsync(new { primaryEmail = email, password = Password });
        var token = (await Api.PostAnswerAsync("/api/one-time-tokens", new { email })).Expect(201)["token"].GetString()!;
        var browser = await BegunAsync();
        var id = await browser.SentCodeAsync(email);
        var code = await CodeAsync(email);
        (await browser.GivePasswordAsync(email, "wrong", "email")).Expect(422, "session.invalid_credentials");
        (await browser.GiveCodeAsync(email, id, Wrong(code))).Expect(400, "verification_code.code_mismatch");
        (await browser.GiveTokenAsync(email, "no such token")).Expect(404, "one_time_token.token_not_found");
        (await browser.GiveCodeAsync(email, id, Wrong(code))).Expect(400, Blocked);

        (await browser.GivePasswordAsync(email, Password, "email")).Expect(400, Blocked);
        (await browser.GiveCodeAsync(email, id, code)).Expect(400, Blocked);
        (await browser.GiveTokenAsync(email, token)).Expect(400, Blocked);
        Assert.Equal("active", (await Api.GetAnswerAsync($"/api/one-time-tokens?email={Uri.EscapeDataString(email)}")).Json[0].GetProperty("status").GetString());

        (await Api.PostAnswerAsync("/api/sentinel-activities/delete", new { targetType = "User", targets = new[] { email } })).Expect(204);
        (await browser.GiveCodeAsync(email, id, code)).Expect(200);
        (await browser.GiveTokenAsync(email, token)).Expect(200);
        (await browser.GivePasswordAsync(email, Password, "email")).Expect(200);
    }

    [Fact(DisplayName = "Another spelling of an identifier is no other identifier")]
    public async Task Spellings_share_a_lock()
    {
        await SetAsync(sentinel: """{"maxAttempts":2}""");
        var (email, phone) = (Address(), Phone());
        foreach (var (type, one, other) in ((string, string, string)[])[("email", email, email.ToUpperInvariant()), ("phone", phone, "+820" + phone[2..]), ("username", TestServer.Unique("user"), "")])
        {
            var browser = await BegunAsync();
            (await browser.GivePasswordAsync(one, "wrong", type)).Expect(422);
            (await browser.GivePasswordAsync(other.Length > 0 ? other : one.ToUpperInvariant(), "wrong", type)).Expect(400, Blocked);
        }

        (await Api.PostAnswerAsync("/api/sentinel-activities/delete", new { targetType = "User", targets = new[] { "+" + phone } })).Expect(204);
        (await (await BegunAsync()).GivePasswordAsync(phone, "wrong", "phone")).Expect(422);
    }

    [Fact]
    public async Task What_only_the_owner_learns_is_no_failure()
    {
        await SetAsync(sentinel: """{"maxAttempts":2}""");
        var (id, username) = await Server.NewSignerAsync();
        (await Api.PatchAnswerAsync($"/api/users/{id}/is-suspended", new { isSuspended = true })).Expect(200);
        var browser = await BegunAsync();
        for (var tried = 0; tried < 4; tried++) (await browser.GivePasswordAsync(username)).Expect(401, "user.suspended");
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422);
        (await browser.GivePasswordAsync(username)).Expect(401, "user.suspended");
    }

    [Fact]
    public async Task A_lock_longer_than_an_hour_holds_and_can_be_lifted()
    {
        await SetAsync(sentinel: """{"maxAttempts":1,"lockoutDuration":180}""");
        var (_, username) = await Server.NewSignerAsync();
        (await (await BegunAsync()).GivePasswordAsync(username, "wrong")).Expect(400, Blocked);
        Server.Clock.Advance(TimeSpan.FromMinutes(170));
        await InitializeAsync();
        await SetAsync(sentinel: """{"maxAttempts":1,"lockoutDuration":180}""");
        (await (await BegunAsync()).GivePasswordAsync(username)).Expect(400, Blocked);
        (await Api.PostAnswerAsync("/api/sentinel-activities/delete", new { targetType = "User", targets = new[] { username } })).Expect(204);
        (await (await BegunAsync()).GivePasswordAsync(username)).Expect(200);
    }

    [Fact(DisplayName = "Issue 5: the lockout holds under 200 guesses at once")]
    public async Task Of_two_hundred_guesses_at_once_no_more_are_looked_at_than_the_policy_allows()
    {
        await SetAsync(sentinel: """{"maxAttempts":5}""");
        var (_, username) = await Server.NewSignerAsync();
        var browsers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => BegunAsync()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(guess => browsers[guess % browsers.Length].GivePasswordAsync(username, $"guess {guess}")));
        Assert.Equal(4, answers.Count(answer => answer.Code == "session.invalid_credentials"));
        Assert.Equal(196, answers.Count(answer => answer.Code == Blocked));
        (await browsers[0].GivePasswordAsync(username)).Expect(400, Blocked);
    }

    [Fact]
    public async Task An_attempt_that_is_broken_off_stays_counted()
    {
        await SetAsync(sentinel: """{"maxAttempts":3}""");
        var (_, username) = await Server.NewSignerAsync();
        for (var begun = 0; begun < 3; begun++)
        {
            using var scope = Server.Services.CreateScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
            var taken = await scope.ServiceProvider.GetRequiredService<LimitAttempts>().TakeAsync(AttemptPool.Identifier, username, TestContext.Current.CancellationToken);
            Assert.Null(taken.Refusal);
        }

        (await (await BegunAsync()).GivePasswordAsync(username)).Expect(400, Blocked);
        Server.Clock.Advance(TimeSpan.FromMinutes(61));
        (await (await BegunAsync()).GivePasswordAsync(username)).Expect(200);
    }

    [Fact]
    public async Task The_right_password_among_guesses_at_once_is_no_way_around_the_lock()
    {
        await SetAsync(sentinel: """{"maxAttempts":5}""");
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        for (var tried = 0; tried < 5; tried++) await browser.GivePasswordAsync(username, "wrong");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.GivePasswordAsync(username)));
        Assert.All(answers, answer => answer.Expect(400, Blocked));
    }

    [Fact(DisplayName = "contract/management-webhooks.md 6.4: each refused attempt and each refused message is told")]
    public async Task Webhooks_learn_of_locks_and_limits()
    {
        await SetAsync(sentinel: """{"maxAttempts":2}""");
        await using var receiver = await Receiver.StartAsync();
        var hook = (await Api.PostAnswerAsync("/api/hooks", new { name = "test", events = LockoutEvents, config = new { url = receiver.Url } })).Expect(201);
        try
        {
            var (email, browser) = (Address(), new Browser(Server));
            browser.Headers.Add(("User-Agent", "guessing/1.0"));
            var interaction = await browser.EnterInteractionAsync();
            (await browser.BeginAsync()).Expect(204);
            for (var tried = 0; tried < 3; tried++) await browser.GivePasswordAsync(email, "wrong", "email");
            for (var sent = 0; sent < 11; sent++) await browser.AskCodeAsync(email);

            var received = await receiver.WaitAsync(3);
            var locks = received.Where(delivery => delivery["event"] == "Identifier.Lockout").ToList();
            Assert.Equal(2, locks.Count);
            Assert.All(locks, delivery => Assert.Equal(("email", email, "guessing/1.0", "127.0.0.1"), (delivery["type"], delivery["value"], delivery["userAgent"], delivery["ip"])));
            Assert.All(locks, delivery => Assert.Equal(
                ("SignIn", interaction.Id, "demo-app", hook.Id), (delivery["interactionEvent"], delivery["sessionId"], delivery["applicationId"], delivery["hookId"])));
            var limit = Assert.Single(received, delivery => delivery["event"] == "Message.RateLimited");
            Assert.Equal(("VerificationCodeSend", email), (limit["action"], limit["recipient"]));
            string[] common = ["event", "createdAt", "interactionEvent", "userAgent", "applicationId", "sessionId", "ip"];
            Assert.All(locks, delivery => Assert.Equal([.. common, "type", "value", "hookId"], delivery.Members));
            Assert.Equal([.. common, "action", "recipient", "hookId"], limit.Members);
        }
        finally
        {
            (await Api.DeleteAnswerAsync($"/api/hooks/{hook.Id}")).Expect(204);
        }
    }

    [Fact]
    public async Task A_refused_attempt_has_an_audit_entry()
    {
        await SetAsync(sentinel: """{"maxAttempts":1}""");
        var (id, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        (await browser.GivePasswordAsync(username, "wrong")).Expect(400, Blocked);
        (await browser.GivePasswordAsync(username)).Expect(400, Blocked);
        var refused = (await Server.StepsAsync(interaction.Id)).Skip(1).ToList();
        Assert.Equal(2, refused.Count);
        Assert.All(refused, row => Assert.Equal((id, Blocked), (row.UserId, row.Payload.ToElement().GetProperty("error").GetProperty("code").GetString())));
    }

    [Theory]
    [InlineData(null, null, 100, 60)]
    [InlineData(0.0, 0.0, 1, 0)]
    [InlineData(-3.0, -1.0, 1, 0)]
    [InlineData(2.5, 0.5, 3, 0.5)]
    [InlineData(1e300, 1e300, int.MaxValue, 5_256_000)]
    public void A_policy_that_makes_no_sense_is_brought_into_bounds(double? attempts, double? minutes, int most, double lasts)
    {
        var policy = new LockoutPolicy(attempts, minutes);
        var now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal((most, lasts), (policy.MostAttempts, (policy.LockEnd(now) - now).TotalMinutes));
    }

    [Theory]
    [InlineData("Kim@Reader.example", "kim@reader.example", true)]
    [InlineData("+821012345678", "8201012345678", true)]
    [InlineData("KIM", "kim", true)]
    [InlineData("kim", "lee", false)]
    public void Spellings_of_one_identifier_have_one_hash(string one, string other, bool areOne) =>
        Assert.Equal(areOne, SentinelActivity.HashOf(one) == SentinelActivity.HashOf(other));
}
