using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ExperienceApi;

namespace Gatehouse.BrowserTests;

/// <summary>contract/experience-api.md 13: captchas on the pages, in Chromium, with scripts of providers that are fakes.</summary>
public sealed class CaptchaTests(CaptchaServer server) : PageTest<CaptchaServer>(server)
{
    private const string Box = """
        const box = Object.assign(document.createElement('button'), { type: 'button', textContent: 'I am a person' });
        box.addEventListener('click', () => options.callback('token-of-a-person'));
        place.append(box);
        """;

    private readonly CaptchaServer _server = server;

    [Theory(DisplayName = "Whoever checks the box signs in; whoever forgot it goes on as soon as it is checked")]
    [InlineData("Turnstile", "globalThis.turnstile = { render: (place, options) => { " + Box + " } };")]
    [InlineData("RecaptchaEnterprise", "globalThis.grecaptcha = { enterprise: { ready: (then) => then(), render: (place, options) => { " + Box + " } } };")]
    public async Task Checks(string type, string script)
    {
        await _server.UseAsync(type == "Turnstile" ? new { type, siteKey = "site", secretKey = "secret" } : new { type, siteKey = "site", secretKey = "secret", projectId = "p", mode = "checkbox" });
        await ServeAsync(script);
        await SignInAsync();
        await Page.ToldAsync("Show first that you are not a robot.");
        await InspectAsync(Page, "captcha-" + type);
        await Page.PressAsync("I am a person");
        await SignedInAsync(Page);
    }

    [Fact(DisplayName = "A score is asked for when the form is sent, without anything to solve")]
    public async Task Scores()
    {
        await _server.UseAsync(new { type = "RecaptchaEnterprise", siteKey = "site", secretKey = "secret", projectId = "p", mode = "invisible" });
        await ServeAsync($$"""globalThis.grecaptcha = { enterprise: { ready: (then) => then(), execute: async (key) => key === 'site' ? '{{CaptchaServer.Token}}' : '' } };""");
        await SignInAsync();
        await SignedInAsync(Page);
    }

    [Fact(DisplayName = "A provider that can't be loaded, and a browser without script, are told what to do")]
    public async Task IsTold()
    {
        await _server.UseAsync(new { type = "Turnstile", siteKey = "site", secretKey = "secret" });
        await Page.RouteAsync("https://challenges.cloudflare.com/**", route => route.AbortAsync());
        await StartAsync(Page);
        await Page.ToldAsync("The check against robots did not load.");
        await InspectAsync(Page, "captcha-failed");
        var plain = await NewPageAsync(script: false, locale: "ko");
        await StartAsync(plain);
        await plain.ToldAsync("로봇이 아닌지 확인하려면 JavaScript가 필요해요.");
        await plain.LookAsync("captcha-noscript-ko");
    }

    private async Task ServeAsync(string script)
    {
        foreach (var origin in new[] { "https://challenges.cloudflare.com/**", "https://www.google.com/recaptcha/**" })
            await Page.RouteAsync(origin, route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = script }));
    }

    private async Task SignInAsync()
    {
        var (_, username) = await Server.NewSignerAsync();
        await StartAsync(Page);
        await Page.FillInAsync("Username", username);
        await Page.FillInAsync("Password", ExperienceCalls.Password);
        await Page.PressAsync("Sign in");
    }
}
