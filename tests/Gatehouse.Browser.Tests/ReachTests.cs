using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>Pages for whoever has no mouse, a long name, or writes from right to left, in Chromium.</summary>
public sealed class ReachTests(LongTextServer server) : PageTest<LongTextServer>(server)
{
    private const string Password = "Lantern-under-7-bridges";
    private const string Arabic = "تطبيق الفوانيس القديمة";

    [Fact(DisplayName = "By keyboard alone: fields and links in order, focus that is seen, Enter sends, Escape folds the languages away")]
    public async Task ByKeyboard()
    {
        var (_, username) = await Server.NewSignerAsync();
        await StartAsync(Page);
        var order = new List<string>();
        for (var step = 0; step < 6; step++)
        {
            if (step > 0) await Page.Keyboard.PressAsync("Tab");
            order.Add(await Page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.innerText.trim()"));
            Assert.True(
                await Page.EvaluateAsync<bool>("(() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; })()"),
                $"The focus on '{order[^1]}' is not seen");
        }

        Assert.Equal(["identifier", "password", "Show", "Sign in", "Create an account", "Language: English"], order.Select(each => string.Join(' ', each.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "한국어" })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "한국어" })).ToBeHiddenAsync();
        Assert.Equal("SUMMARY", await Page.EvaluateAsync<string>("document.activeElement.tagName"));

        await Page.Locator("#identifier").FocusAsync();
        await Page.Keyboard.TypeAsync(username);
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync(ExperienceCalls.Password);
        await Page.Keyboard.PressAsync("Enter");
        await SignedInAsync(Page);
    }

    [Theory(DisplayName = "Names of 128 characters fit, with and without gaps")]
    [InlineData("Grandmothers-Old-Lantern-Shop-At-The-Seventh-Bridge-Over-The-River-That-Nobody-Has-Ever-Seen-The-End-Of-And-Nobody-Ever-Will-Fully")]
    [InlineData("The Old Lantern Shop of Grandmother at the Seventh Bridge over the River that nobody has ever seen the End of and nobody ever wi")]
    [InlineData(Arabic)]
    public async Task LongNames(string name)
    {
        name = name[..Math.Min(128, name.Length)];
        var (local, user) = (new string('m', 60), TestServer.Unique());
        var email = $"{user}.{local}@{new string('d', 50)}.example.com"[..];
        await Server.Api.NewUserAsync(new { username = user, primaryEmail = email, name, password = Password });
        var clientId = await RelyingParty.NewClientAsync(isThirdParty: true, name);
        var page = await NewPageAsync(width: 390);
        await page.GotoAsync(RelyingParty.StartUrl(clientId));
        await InspectAsync(page, "long-sign-in-" + name.Length);
        await page.FillInAsync("Username", user + new string('x', 100));
        await page.FillInAsync("Password", "wrong");
        await page.PressAsync("Sign in");
        await InspectAsync(page, "long-refused-" + name.Length);
        await page.FillInAsync("Username", user);
        await page.FillInAsync("Password", Password);
        await page.PressAsync("Sign in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).WaitForAsync();
        await InspectAsync(page, "long-consent-" + name.Length);
    }

    [Fact(DisplayName = "A name from right to left stands apart from the sentence around it, and in its own direction")]
    public async Task RightToLeft()
    {
        var clientId = await RelyingParty.NewClientAsync(isThirdParty: true, Arabic);
        var (_, username) = await Server.NewSignerAsync();
        await Page.GotoAsync(RelyingParty.StartUrl(clientId));
        Assert.Equal("rtl", await Page.Locator(".owner").EvaluateAsync<string>("element => getComputedStyle(element).direction"));
        await Page.FillInAsync("Username", username);
        await Page.FillInAsync("Password", ExperienceCalls.Password);
        await Page.PressAsync("Sign in");
        await Page.TitledAsync($"Let \u2068{Arabic}\u2069 use your account");
        await InspectAsync(Page, "consent-right-to-left");
    }

    [Theory(DisplayName = "Long words of the tenant's own fit")]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task LongSentences(string locale)
    {
        var sentence = locale == "ko" ? string.Concat(Enumerable.Repeat("계정또는비밀번호가맞지않아요", 20)) : string.Concat(Enumerable.Repeat("WrongAccountOrPassword", 20));
        (await Server.Api.PutAnswerAsync("/api/custom-phrases/" + locale, new { error = new { wrong_credentials = sentence }, action = new { create_account = sentence[..120] } })).Expect(201);
        var page = await NewPageAsync(width: 390, locale: locale);
        await StartAsync(page);
        await page.Locator("#identifier").FillAsync("nobody");
        await page.Locator("#password").FillAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await page.ToldAsync(sentence);
        await InspectAsync(page, "long-sentence-" + locale);
        (await Server.Api.DeleteAnswerAsync("/api/custom-phrases/" + locale)).Expect(204);
    }
}
