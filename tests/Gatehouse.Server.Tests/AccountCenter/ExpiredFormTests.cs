using Gatehouse.Server.Tests.AccountApi;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.AccountCenter;

/// <summary>docs/adr/0021: a form of the account centre outlives the sign-in that it was opened in.</summary>
public sealed class ExpiredFormTests(AccountServer accounts) : AccountCenterTest(accounts)
{
    private const string Expired = "Your session has ended";

    [Theory(DisplayName = "What was typed is kept until somebody has signed in beside it, and is saved then")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeepsTheForm(bool hasSession)
    {
        var (id, username, page) = await EnterAsync();
        const string Typed = "<b>Lee</b> \"이\" & more";
        Leave(page.Browser, hasSession);
        var kept = await page.SendAsync(("name", Typed));
        kept.Answer.Expect(403);
        Assert.Equal(Expired, kept.Heading);
        Assert.Contains("no-store", kept.Answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Lee", kept.Answer.Text, StringComparison.Ordinal);
        Assert.Equal(Typed, kept.Document.QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.Equal("/account", kept.Document.QuerySelector("form")!.GetAttribute("action"));
        var link = kept.Document.QuerySelector("a.button")!;
        Assert.Equal(("_blank", "/account/signed-in"), (link.GetAttribute("target"), link.GetAttribute("href")));
        Assert.Equal("Kim", (await StoredAsync(id)).GetProperty("name").GetString());
        // Before the sign-in it is answered the same again.
        (await kept.PressAsync("Send again")).Expect(403);

        var beside = await Page.OpenAsync(page.Browser, "/account/signed-in");
        if (!hasSession) beside = await beside.SignInAsync(username);
        Assert.Equal("You are signed in", beside.Heading);
        Assert.Equal("/account", beside.LinkTo("/account"));
        page = await kept.FollowAsync(await kept.PressAsync("Send again"));
        Assert.Equal("Your profile is saved.", Done(page));
        Assert.Equal(Typed, (await StoredAsync(id)).GetProperty("name").GetString());
    }

    [Fact(DisplayName = "It is so when the access token and the provider's session have ended by themselves, in the reader's language")]
    public async Task TimeEnds()
    {
        var (_, _, page) = await EnterAsync();
        Server.Clock.Advance(TimeSpan.FromHours(2));
        page.Browser.Headers.Add(("Accept-Language", "ko"));
        Assert.Equal("세션이 끝났어요", (await page.SendAsync(("name", "New"))).Heading);
        Server.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal("양식을 받을 수 없어요", (await page.SendAsync(("name", "New"))).Heading);
    }

    [Fact(DisplayName = "Passwords, secrets and files are not kept, and that is said")]
    public async Task DropsSecrets()
    {
        var (_, _, page) = await EnterAsync();
        var form = await ProveAsync(page, "/account/security/password");
        Leave(page.Browser, hasSession: true);
        var kept = await form.SendAsync(("password", "hunter2-magpie"), ("again", "hunter2-magpie"));
        Assert.Equal(Expired, kept.Heading);
        Assert.DoesNotContain("hunter2", kept.Answer.Text, StringComparison.Ordinal);
        Assert.Contains("Passwords, secrets and files are not kept here", kept.Text("main")!, StringComparison.Ordinal);
        Assert.Equal("You are signed in", (await Page.OpenAsync(page.Browser, "/account/signed-in")).Heading);
        var again = await kept.FollowAsync(await kept.PressAsync("Send again"));
        Assert.Equal(("Change password", 422), (again.Heading, (int)again.Answer.Status));

        var profile = await OpenAsync(page, "/account");
        Leave(page.Browser, hasSession: true);
        using var upload = new MultipartFormDataContent
        {
            { new StringContent(profile.Document.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!), "xsrf" }, { new ByteArrayContent([1, 2, 3]), "file", "me.gif" },
        };
        Assert.Contains("files are not kept", (await page.Browser.SendAsync(HttpMethod.Post, "/account/avatar", upload)).Expect(403).Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "The code that was asked for is still waited for, by its own user alone")]
    public async Task KeepsTheStep()
    {
        var (id, username, page) = await EnterAsync();
        var (_, stranger, _) = await EnterAsync();
        var email = Address();
        var code = await (await ProveAsync(page, "/account/email")).SendAsync(("address", email));
        Leave(page.Browser, hasSession: false);
        var sent = await CodeAsync(email);
        var kept = await code.SendAsync(("code", sent));
        Assert.Equal(Expired, kept.Heading);
        Assert.Equal("You are signed in", (await (await Page.OpenAsync(page.Browser, "/account/signed-in")).SignInAsync(stranger)).Heading);
        Assert.DoesNotContain(email, (await Page.OpenAsync(page.Browser, "/account/email/code")).Answer.Text, StringComparison.Ordinal);
        Leave(page.Browser, hasSession: false);
        Assert.Equal("You are signed in", (await (await Page.OpenAsync(page.Browser, "/account/signed-in")).SignInAsync(username)).Heading);
        // The stranger's visit has forgotten the proof, and the code is as good as before.
        var asked = await kept.FollowAsync(await kept.PressAsync("Send again"));
        Assert.Equal("Confirm that it is you", asked.Heading);
        code = await asked.SendAsync(("password", ExperienceApi.ExperienceCalls.Password));
        Assert.Equal("Your e-mail address is changed.", Done(await code.SendAsync(("code", sent))));
        Assert.Equal(email, (await StoredAsync(id)).GetProperty("primaryEmail").GetString());
    }

    [Fact(DisplayName = "A stranger gets nothing of a form back, a button alone leads to the sign-in, and scripts are told no")]
    public async Task KeepsNothingElse()
    {
        var (_, _, page) = await EnterAsync();
        using var foreign = new FormUrlEncodedContent([KeyValuePair.Create("xsrf", "0123"), KeyValuePair.Create("name", "Forged")]);
        Assert.DoesNotContain("Forged", (await new Browser(Server).SendAsync(HttpMethod.Post, "/account", foreign)).Expect(403).Text, StringComparison.Ordinal);
        Leave(page.Browser, hasSession: false);
        Assert.Contains("identifier", (await page.FollowAsync(await page.PressAsync("Sign out"))).Fields);
        page.Browser.Headers.AddRange([("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Site", "same-origin")]);
        Assert.Equal("", (await page.PostAsync(("name", "By a script"))).Expect(403).Text);
    }

    private static void Leave(Browser browser, bool hasSession)
    {
        browser.Forget("_account");
        if (!hasSession) browser.Forget("_session");
    }
}
