using System.Text.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 13, against a provider of our own.</summary>
public sealed class CaptchaTests(CodeServer codes) : CodeTest(codes)
{
    private const string Secret = "secret-of-the-captcha";

    private async Task UseAsync(object config) => (await Api.PutAnswerAsync("/api/captcha-provider", new { config })).Expect(200);

    private Task UseTurnstileAsync() => UseAsync(new { type = "Turnstile", siteKey = "a-site", secretKey = Secret });

    private Task UseRecaptchaAsync(string mode) => UseAsync(new { type = "RecaptchaEnterprise", siteKey = "a-site", secretKey = Secret, projectId = "a/project", mode });

    private void Say(string body, int status = 200) => Codes.Captcha.Answer = async (_, http) =>
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(body);
    };

    private static Task<Answer> BeginAsync(Browser browser, string token = "a token", string interactionEvent = "SignIn") =>
        browser.PutAsync("/api/experience", new { interactionEvent, captchaToken = token });

    [Fact]
    public async Task Turnstile_is_asked_with_token_secret_and_address()
    {
        await UseTurnstileAsync();
        Say("""{"success":true}""");
        var browser = new Browser(Server);
        browser.Headers.Add(("X-Forwarded-For", "203.0.113.50"));
        var interaction = await browser.EnterInteractionAsync();
        var before = Codes.Captcha.All.Count;
        (await BeginAsync(browser)).Expect(204);
        Assert.Equal((true, false), await CaptchaAsync(browser));
        var asked = Codes.Captcha.All[before];
        Assert.Equal((Secret, "a token", "203.0.113.50"), (asked["secret"], asked["response"], asked["remoteip"]));
        Assert.Equal(before + 1, Codes.Captcha.All.Count);
        var rows = await Server.StepsAsync(interaction.Id);
        Assert.Equal(["Interaction.Create.Captcha", "Interaction.SignIn.Create"], rows.Select(row => row.Key));
        Assert.All(rows, row => Assert.DoesNotContain("a token", row.Payload.Text));
    }

    [Fact]
    public async Task A_token_that_is_not_good_refuses_the_start_and_leaves_the_state()
    {
        await UseTurnstileAsync();
        var browser = await BegunAsync("Register");
        foreach (var (body, status) in ((string, int)[])[("""{"success":false}""", 200), ("""{"success":"true"}""", 200), ("[]", 200), ("no JSON", 200), ("""{"success":true}""", 500)])
        {
            Say(body, status);
            (await BeginAsync(browser)).Expect(422, "session.captcha_failed");
            Assert.Equal("Register", (await browser.StateAsync())["interactionEvent"].GetString());
        }

        Assert.Equal((false, false), await CaptchaAsync(browser));
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_is_logged()
    {
        await UseTurnstileAsync();
        Say("""{"success":false}""");
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync();
        (await BeginAsync(browser)).Expect(422, "session.captcha_failed");
        Assert.Equal(
            [("Interaction.Create.Captcha", "session.captcha_failed"), ("Interaction.SignIn.Create", "session.captcha_failed")],
            (await Server.StepsAsync(interaction.Id)).Select(row => (row.Key, row.Payload.ToElement().GetProperty("error").GetProperty("code").GetString()!)));
    }

    [Theory]
    [InlineData("invisible", """{"tokenProperties":{"valid":true},"riskAnalysis":{"score":0.5}}""", true)]
    [InlineData("invisible", """{"tokenProperties":{"valid":true},"riskAnalysis":{"score":0.4}}""", false)]
    [InlineData("invisible", """{"tokenProperties":{"valid":true}}""", false)]
    [InlineData("invisible", """{"tokenProperties":{"valid":false},"riskAnalysis":{"score":0.9}}""", false)]
    [InlineData("invisible", """{"riskAnalysis":{"score":0.9}}""", false)]
    [InlineData("checkbox", """{"tokenProperties":{"valid":true},"riskAnalysis":{"score":0.1}}""", true)]
    [InlineData("checkbox", """{"tokenProperties":{"valid":false},"riskAnalysis":{"score":0.9}}""", false)]
    public async Task Recaptcha_goes_by_the_score_or_by_the_box(string mode, string said, bool isGood)
    {
        await UseRecaptchaAsync(mode);
        Say(said);
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        var before = Codes.Captcha.All.Count;
        var answer = await BeginAsync(browser);
        if (isGood) answer.Expect(204);
        else answer.Expect(422, "session.captcha_failed");
        var asked = Codes.Captcha.All[before];
        Assert.EndsWith("/v1/projects/a%2Fproject/assessments", asked.Path, StringComparison.Ordinal);
        Assert.Equal(Secret, asked.Headers["X-Goog-Api-Key"]);
        Assert.Equal("""{"event":{"token":"a token","siteKey":"a-site","userIpAddress":"127.0.0.1"}}""", asked.Text);
    }

    [Fact]
    public async Task Without_a_provider_no_token_is_good_and_none_is_no_token()
    {
        (await Api.DeleteAnswerAsync("/api/captcha-provider")).Expect(204);
        Say("""{"success":true}""");
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await BeginAsync(browser)).Expect(422, "session.captcha_failed");
        (await BeginAsync(browser, "")).Expect(204);
    }

    [Fact]
    public async Task A_captcha_is_demanded_for_codes_and_at_the_end_but_not_for_passwords()
    {
        await UseTurnstileAsync();
        Say("""{"success":true}""");
        await SetAsync(captcha: """{"enabled":true}""");
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        (await browser.AskCodeAsync(Address())).Expect(422, "session.captcha_required");
        await browser.IdentifyByPasswordAsync(username);
        (await browser.SubmitAsync()).Expect(422, "session.captcha_required");

        (await BeginAsync(browser)).Expect(204);
        (await browser.AskCodeAsync(Address())).Expect(200);
        var id = (await browser.GivePasswordAsync(username)).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(id)).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact]
    public async Task A_one_time_token_makes_it_needless()
    {
        await UseTurnstileAsync();
        await SetAsync(captcha: """{"enabled":true}""");
        var email = Address();
        var token = (await Api.PostAnswerAsync("/api/one-time-tokens", new { email })).Expect(201)["token"].GetString()!;
        var browser = await BegunAsync();
        (await browser.GiveTokenAsync(email, token)).Expect(200);
        Assert.Equal((false, true), await CaptchaAsync(browser));
        (await browser.AskCodeAsync(email)).Expect(200);
    }

    private static async Task<(bool Verified, bool Skipped)> CaptchaAsync(Browser browser)
    {
        JsonElement captcha = (await browser.StateAsync())["captcha"];
        return (captcha.GetProperty("verified").GetBoolean(), captcha.GetProperty("skipped").GetBoolean());
    }
}
