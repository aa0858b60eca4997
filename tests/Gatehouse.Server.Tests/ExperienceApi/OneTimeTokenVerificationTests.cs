using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.10: the token of a magic link.</summary>
public sealed class OneTimeTokenVerificationTests : ServerTest
{
    private static string Address() => TestServer.Unique() + "@Reader.example";

    private async Task<Browser> BegunAsync(string interactionEvent = "SignIn", TestServer? server = null)
    {
        var browser = new Browser(server ?? Server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync(interactionEvent)).Expect(204);
        return browser;
    }

    private async Task<(string Id, string Token)> NewTokenAsync(string email, object? context = null)
    {
        var made = (await Api.PostAnswerAsync("/api/one-time-tokens", context is null ? new { email } : new { email, context })).Expect(201);
        return (made.Id, made["token"].GetString()!);
    }

    private async Task<string?> StatusAsync(string id) => (await Api.GetAnswerAsync($"/api/one-time-tokens/{id}")).Expect(200)["status"].GetString();

    [Theory]
    [InlineData("SignIn")]
    [InlineData("Register")]
    [InlineData("ForgotPassword")]
    public async Task A_token_verifies_its_address_once_in_each_event_and_makes_a_captcha_needless(string chosen)
    {
        var email = Address();
        var (id, token) = await NewTokenAsync(email, new { jitOrganizationIds = new[] { "an-organization" } });
        var browser = await BegunAsync(chosen);
        var answer = (await browser.GiveTokenAsync(email, token)).Expect(200);
        var record = await browser.RecordAsync("OneTimeToken");
        Assert.Equal(["id", "type", "identifier", "verified", "oneTimeTokenContext"], record.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            (answer["verificationId"].GetString(), "email", email, true, """{"jitOrganizationIds":["an-organization"]}"""),
            (record.GetProperty("id").GetString(), record.GetProperty("identifier").GetProperty("type").GetString(),
                record.GetProperty("identifier").GetProperty("value").GetString(), record.GetProperty("verified").GetBoolean(), record.GetProperty("oneTimeTokenContext").GetRawText()));
        Assert.Equal((false, true), ((await browser.StateAsync())["captcha"].GetProperty("verified").GetBoolean(), (await browser.StateAsync())["captcha"].GetProperty("skipped").GetBoolean()));
        Assert.Equal("consumed", await StatusAsync(id));
        (await browser.GiveTokenAsync(email, token)).Expect(400, "one_time_token.token_consumed");
        (await (await BegunAsync()).GiveTokenAsync(email, token)).Expect(400, "one_time_token.token_consumed");
    }

    [Fact]
    public async Task A_check_that_fails_leaves_the_token()
    {
        var email = Address();
        var (id, token) = await NewTokenAsync(email, new { interactionEvent = "Register" });
        var browser = await BegunAsync();
        (await browser.GiveTokenAsync(email, "nothing")).Expect(404, "one_time_token.token_not_found");
        (await browser.GiveTokenAsync(email.ToLowerInvariant(), token)).Expect(400, "one_time_token.email_mismatch");
        (await browser.GiveTokenAsync(email, token)).Expect(400, "one_time_token.interaction_event_mismatch");
        Assert.Equal("active", await StatusAsync(id));
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
        Assert.False((await browser.StateAsync())["captcha"].GetProperty("skipped").GetBoolean());
        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "Register" })).Expect(204);
        (await browser.GiveTokenAsync(email, token)).Expect(200);
    }

    [Fact]
    public async Task A_revoked_token_is_none()
    {
        var email = Address();
        var (id, token) = await NewTokenAsync(email, new { interactionEvent = "Register" });
        (await Api.PutAnswerAsync($"/api/one-time-tokens/{id}/status", new { status = "revoked" })).Expect(200);
        // Before its purpose is looked at.
        (await (await BegunAsync()).GiveTokenAsync(email, token)).Expect(400, "one_time_token.token_revoked");
    }

    [Fact]
    public async Task A_token_ends_after_its_time_and_is_marked_so()
    {
        await using var server = await TestServer.StartAsync();
        var made = (await server.Api.PostAnswerAsync("/api/one-time-tokens", new { email = "kim@reader.example" })).Expect(201);
        server.Clock.Advance(TimeSpan.FromSeconds(601));
        var browser = await BegunAsync(server: server);
        for (var tried = 0; tried < 2; tried++)
            (await browser.GiveTokenAsync("kim@reader.example", made["token"].GetString()!)).Expect(400, "one_time_token.token_expired");
        Assert.Equal(1, (await server.Api.GetAnswerAsync("/api/one-time-tokens?status=expired")).Expect(200).Json.GetArrayLength());
    }

    [Fact]
    public async Task Of_fifty_who_use_a_token_at_once_one_has_it()
    {
        var email = Address();
        var (_, token) = await NewTokenAsync(email);
        var browsers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => BegunAsync()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => browsers[i % browsers.Length].GiveTokenAsync(email, token)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, "one_time_token.token_consumed"));
        var records = await Task.WhenAll(browsers.Select(async browser => (await browser.StateAsync())["verificationRecords"].GetArrayLength()));
        Assert.Equal(1, records.Sum());
    }

    [Theory]
    [InlineData("""{"identifier":{"type":"phone","value":"821012345678"},"token":"x"}""")]
    [InlineData("""{"identifier":{"type":"email","value":"nonsense"},"token":"x"}""")]
    [InlineData("""{"identifier":{"type":"email","value":"a@b.example"},"token":""}""")]
    [InlineData("""{"identifier":{"type":"email","value":"a@b.example"}}""")]
    public async Task A_token_belongs_to_a_mail_address(string body) =>
        (await (await BegunAsync()).PostAsync("/api/experience/verification/one-time-token/verify", body)).Expect(400, "guard.invalid_input");

    [Fact]
    public async Task Steps_are_logged()
    {
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        var email = Address();
        var (_, token) = await NewTokenAsync(email);
        (await browser.GiveTokenAsync(email, "nothing")).Expect(404);
        (await browser.GiveTokenAsync(email, token)).Expect(200);
        var rows = await Server.StepsAsync(interaction.Id);
        Assert.Equal(
            [("Interaction.SignIn.Verification.OneTimeToken.Submit", "Error"), ("Interaction.SignIn.Verification.OneTimeToken.Submit", "Success")],
            rows.Skip(1).Select(row => (row.Key, row.Payload.ToElement().GetProperty("result").GetString()!)));
        Assert.All(rows, row => Assert.DoesNotContain(token, row.Payload.Text));
    }
}
