using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>contract/experience-api.md 13, through the pages: what draws a captcha is let in where one is asked for, and what it says goes along.</summary>
public sealed class CaptchaPageTests(CodeServer codes) : CodeTest(codes)
{
    private const string Asks = "Show first that you are not a robot.";
    private const string Turnstile = "https://challenges.cloudflare.com";

    [Fact(DisplayName = "Contract 13: a password signs in with the token of the captcha, which is asked for once, and not without")]
    public async Task Signs_in()
    {
        await UseAsync(new { type = "Turnstile", siteKey = "a-site", secretKey = "secret" });
        Say("""{"success":true}""");
        var (_, username) = await Server.NewSignerAsync();
        var page = await (await BeginAsync()).SendAsync(("identifier", username));
        Assert.Equal(("turnstile", "a-site"), (page.Document.QuerySelector("[data-captcha]")!.GetAttribute("data-captcha"), page.Document.QuerySelector("[data-captcha]")!.GetAttribute("data-key")));
        var before = Codes.Captcha.All.Count;
        var refused = await page.SendAsync(("password", ExperienceCalls.Password));
        Assert.Equal(Asks, refused.Answer.Expect(422) is not null ? refused.Notice : "");
        Assert.Equal(before, Codes.Captcha.All.Count);

        (await refused.SendAsync(("password", ExperienceCalls.Password), ("captcha", "a token"))).Answer.Expect(303);
        Assert.Equal("a token", Assert.Single(Codes.Captcha.All.Skip(before))["response"]);
    }

    [Fact(DisplayName = "Contract 13: a token that is not good signs nobody in, and the page asks again")]
    public async Task Refuses()
    {
        await UseAsync(new { type = "Turnstile", siteKey = "a-site", secretKey = "secret" });
        Say("""{"success":false}""");
        var (_, username) = await Server.NewSignerAsync();
        var page = await (await BeginAsync()).SendAsync(("identifier", username));
        var refused = await page.SendAsync(("password", ExperienceCalls.Password), ("captcha", "bad"));
        Assert.Equal("The check whether you are a robot has failed", refused.Answer.Expect(422) is not null ? refused.Notice : "");
        Assert.NotNull(refused.Document.QuerySelector("[data-captcha]"));
        Assert.DoesNotContain("bad", refused.Field("captcha")?.Value ?? "", StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Contract 13: codes are sent with a captcha alone, when signing in, registering and after a forgotten password")]
    public async Task Sends_codes()
    {
        await UseAsync(new { type = "Turnstile", siteKey = "a-site", secretKey = "secret" });
        Say("""{"success":true}""");
        await SetAsync(captcha: """{"enabled":true}""", signUp: """{"identifiers":["email"],"password":true,"verify":true}""");
        foreach (var start in (string[])["/sign-in", "/register", "/forgot-password"])
        {
            var address = Address();
            var browser = Server.NewBrowser();
            await Page.BeginAsync(browser, await Server.NewAppAsync());
            var page = await Page.OpenAsync(browser, start);
            var refused = await page.SendAsync(("identifier", address));
            Assert.Equal((start, Asks), (start, refused.Answer.Expect(422) is not null ? refused.Notice : ""));
            Assert.Empty(await MailboxAsync(address));
            var code = await refused.SendAsync(("identifier", address), ("captcha", "a token"));
            Assert.Equal("Check your email", code.Heading);
            // Another one needs none.
            (await code.PressAsync("Send again")).Expect(303);
        }
    }

    [Fact(DisplayName = "Contract 13: a username registers with a captcha alone")]
    public async Task Registers()
    {
        await UseAsync(new { type = "Turnstile", siteKey = "a-site", secretKey = "secret" });
        Say("""{"success":true}""");
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("first_screen", "register"));
        var username = TestServer.Unique();
        Assert.Equal(Asks, (await page.SendAsync(("identifier", username))).Notice);
        var password = await page.SendAsync(("identifier", username), ("captcha", "a token"));
        Assert.Equal("Choose a password", password.Heading);
        (await password.SendAsync(("password", "Lantern-under-7-bridges"), ("again", "Lantern-under-7-bridges"))).Answer.Expect(303);
    }

    [Theory(DisplayName = "Contract 13: the policy of a page lets the provider in where it is asked, and nowhere else")]
    [InlineData("Turnstile", null, null, "turnstile", Turnstile + "/turnstile/v0/api.js?render=explicit", "script-src 'self' " + Turnstile, "frame-src " + Turnstile, "connect-src 'self'")]
    [InlineData(
        "RecaptchaEnterprise", null, null, "score", "https://www.google.com/recaptcha/enterprise.js?render=a-site", "script-src 'self' https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/",
        "frame-src https://www.google.com/recaptcha/ https://recaptcha.google.com/recaptcha/", "connect-src 'self' https://www.google.com/recaptcha/")]
    [InlineData(
        "RecaptchaEnterprise", "checkbox", "www.recaptcha.net", "checkbox", "https://www.recaptcha.net/recaptcha/enterprise.js?render=explicit",
        "script-src 'self' https://www.recaptcha.net/recaptcha/ https://www.gstatic.com/recaptcha/", "frame-src https://www.recaptcha.net/recaptcha/ https://recaptcha.google.com/recaptcha/",
        "connect-src 'self' https://www.recaptcha.net/recaptcha/")]
    [InlineData(
        "RecaptchaEnterprise", "checkbox", "evil.test; script-src *", "checkbox", "https://www.google.com/recaptcha/enterprise.js?render=explicit",
        "script-src 'self' https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/", "frame-src https://www.google.com/recaptcha/ https://recaptcha.google.com/recaptcha/",
        "connect-src 'self' https://www.google.com/recaptcha/")]
    public async Task Lets_the_provider_in(string type, string? mode, string? domain, string kind, string script, string scripts, string frames, string connections)
    {
        await UseAsync(type == "Turnstile"
            ? new { type, siteKey = "a-site", secretKey = "secret" } : new { type, siteKey = "a-site", secretKey = "secret", projectId = "p", mode = mode ?? "invisible", domain = domain ?? "" });
        var browser = Server.NewBrowser();
        var page = await Page.BeginAsync(browser, await Server.NewAppAsync());
        var widget = page.Document.QuerySelector("[data-captcha]")!;
        Assert.Equal((kind, script), (widget.GetAttribute("data-captcha"), widget.GetAttribute("data-script")));
        Assert.Equal([scripts, frames, connections], ((string[])["script-src", "frame-src", "connect-src"]).Select(name => Directive(page, name)));
        Assert.Contains("JavaScript", page.Text("[data-captcha] noscript"), StringComparison.Ordinal);

        var other = await Page.OpenAsync(browser, "/continue/username");
        Assert.Equal(["script-src 'self'", "", "connect-src 'self'"], ((string[])["script-src", "frame-src", "connect-src"]).Select(name => Directive(other, name)));
        await SetAsync();
        Assert.Equal("", Directive(await BeginAsync(), "frame-src"));
    }

    private static string Directive(Page page, string name) =>
        page.Answer.Header("Content-Security-Policy")!.Split("; ").FirstOrDefault(part => part.StartsWith(name + " ", StringComparison.Ordinal)) ?? "";

    private async Task<Page> BeginAsync() => await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync());

    private async Task UseAsync(object config)
    {
        (await Api.PutAnswerAsync("/api/captcha-provider", new { config })).Expect(200);
        await SetAsync(captcha: """{"enabled":true}""");
    }

    private void Say(string body) => Codes.Captcha.Answer = (_, http) => http.Response.WriteAsync(body);
}
