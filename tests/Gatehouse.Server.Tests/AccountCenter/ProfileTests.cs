using Gatehouse.Server.Tests.AccountApi;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.AccountCenter;

/// <summary>docs/accounts.md: who gets into the account centre, and the profile there.</summary>
public sealed class ProfileTests(AccountServer accounts) : AccountCenterTest(accounts)
{
    private static readonly byte[] Gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B];

    [Fact(DisplayName = "Whoever is not signed in comes by the sign-in to the page that they wanted")]
    public async Task SignsIn()
    {
        var (_, username, page) = await EnterAsync("/account/connections");
        Assert.Equal("Linked accounts", page.Heading);
        Assert.Equal("Profile", (await OpenAsync(page, "/account")).Heading);
        Assert.NotNull(page.Browser.Cookie("_account"));
        // The session of the provider is enough.
        page.Browser.Forget("_account");
        Assert.Equal("Security", (await OpenAsync(page, "/account/security")).Heading);

        var left = await page.FollowAsync(await page.PressAsync("Sign out"));
        Assert.Contains("identifier", left.Fields);
        Assert.Equal("Profile", (await left.SignInAsync(username)).Heading);
    }

    [Fact(DisplayName = "Where the account centre is off there is a page that says so")]
    public async Task IsOff()
    {
        await SetAsync(isEnabled: false);
        var page = await Page.OpenAsync(new Browser(Server), "/account/security");
        page.Answer.Expect(404);
        Assert.Equal("There is no account page here", page.Heading);
    }

    [Fact(DisplayName = "An answer of the provider that another browser asked for signs nobody in")]
    public async Task RefusesForeignAnswers()
    {
        var (_, username, _) = await EnterAsync();
        var victim = new Browser(Server);
        var begun = await victim.GetAsync("/account");
        var state = System.Web.HttpUtility.ParseQueryString(new Uri(begun.Header("Location")!).Query)["state"]!;
        var attacker = new Browser(Server);
        await SignInAsync(attacker, username);
        (await attacker.GetAsync($"/account?code=stolen&state={Uri.EscapeDataString(state)}")).Expect(400);
        (await victim.GetAsync($"/account?code=invented&state={Uri.EscapeDataString(state)}")).Expect(400);
        Assert.Null(victim.Cookie("_account"));
    }

    [Fact(DisplayName = "A form that no page of ours in this browser made changes nothing")]
    public async Task RefusesForeignForms()
    {
        var (id, _, page) = await EnterAsync();
        var (_, _, other) = await EnterAsync();
        foreach (var token in new[] { "", "0123", other.Document.QuerySelector("input[name=xsrf]")!.GetAttribute("value")! })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("xsrf", token), KeyValuePair.Create("name", "Forged")]);
            (await page.Browser.SendAsync(HttpMethod.Post, "/account", form)).Expect(403);
        }

        page.Browser.Headers.Add(("Sec-Fetch-Site", "cross-site"));
        (await page.PostAsync(("name", "Forged"))).Expect(403);
        Assert.Equal("Kim", (await StoredAsync(id)).GetProperty("name").GetString());
    }

    [Fact(DisplayName = "The name is changed; one that is too long is told beside the field and changes nothing")]
    public async Task ChangesName()
    {
        var (id, _, page) = await EnterAsync();
        page = await page.SendAsync(("name", "Lee 이"));
        Assert.Equal("Your profile is saved.", Done(page));
        Assert.Equal("Lee 이", page.Field("name").Value);

        var refused = await page.SendAsync(("name", new string('x', 129)));
        Assert.InRange((int)refused.Answer.Status, 400, 499);
        Assert.Equal(129, refused.Field("name").Value.Length);
        Assert.Equal("Lee 이", (await StoredAsync(id)).GetProperty("name").GetString());
        Assert.Null(Done(await OpenAsync(page, "/account")));
    }

    [Fact(DisplayName = "A part that is off is not there, one that is read-only has no way to change it")]
    public async Task FollowsFields()
    {
        var (id, _, page) = await EnterAsync();
        await SetAsync(controls: [("name", "ReadOnly"), ("email", "Off"), ("username", "ReadOnly"), ("avatar", "Off"), ("session", "Off"), ("social", null)]);
        var seen = await OpenAsync(page, "/account");
        Assert.DoesNotContain("name", seen.Fields);
        Assert.Null(seen.LinkTo("/account/email"));
        Assert.Null(seen.LinkTo("/account/username"));
        Assert.NotNull(seen.LinkTo("/account/phone"));
        Assert.Null(seen.LinkTo("/account/sessions"));
        Assert.Null(seen.LinkTo("/account/connections"));
        Assert.Contains("Kim", seen.Text("main")!, StringComparison.Ordinal);
        await page.SendAsync(("name", "Sent all the same"));
        Assert.Equal("Kim", (await StoredAsync(id)).GetProperty("name").GetString());
    }

    [Fact(DisplayName = "A picture is uploaded and removed; what is no picture is refused")]
    public async Task ChangesPicture()
    {
        var (id, _, page) = await EnterAsync();
        Assert.Equal("Your picture is saved.", Done(await page.FollowAsync(await UploadAsync(page, Gif))));
        var url = (await StoredAsync(id)).GetProperty("avatar").GetString();
        Assert.NotNull(url);
        Assert.Equal(url, (await OpenAsync(page, "/account")).Document.QuerySelector(".portrait img")!.GetAttribute("src"));

        Assert.InRange((int)(await UploadAsync(page, "no picture"u8.ToArray())).Status, 400, 499);
        Assert.InRange((int)(await UploadAsync(page, [])).Status, 400, 499);
        Assert.Contains("20 MB", (await UploadAsync(page, [.. Gif, .. new byte[50 * 1024 * 1024]])).Expect(422).Text, StringComparison.Ordinal);
        Assert.Equal(url, (await StoredAsync(id)).GetProperty("avatar").GetString());
        page = await OpenAsync(page, "/account");
        await page.PressAsync("Remove picture");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await StoredAsync(id)).GetProperty("avatar").ValueKind);
    }

    [Fact(DisplayName = "The username wants a proof; a bad one and a taken one are told beside the field")]
    public async Task ChangesUsername()
    {
        var (id, username, page) = await EnterAsync();
        var (_, taken, _) = await EnterAsync();
        var asked = await OpenAsync(page, "/account/username");
        var wrong = await asked.SendAsync(("password", "wrong"));
        wrong.Answer.Expect(422);
        Assert.Equal("The password is wrong", wrong.Text("#password-error"));

        page = await wrong.SendAsync(("password", ExperienceApi.ExperienceCalls.Password));
        Assert.Equal("Username", page.Heading);
        foreach (var bad in new[] { "1abc", "with space", taken })
        {
            var refused = await page.SendAsync(("username", bad));
            Assert.InRange((int)refused.Answer.Status, 400, 499);
            Assert.NotNull(refused.Text("#username-error"));
            Assert.Equal(bad, refused.Field("username").Value);
        }

        Assert.Equal(username, (await StoredAsync(id)).GetProperty("username").GetString());
        var fresh = TestServer.Unique();
        Assert.Equal("Your username is saved.", Done(await page.SendAsync(("username", fresh))));
        Assert.Equal(fresh, (await StoredAsync(id)).GetProperty("username").GetString());
        // It is all that tells who the user is.
        (await (await OpenAsync(page, "/account/username")).PressAsync("Remove username")).Expect(400);
    }

    [Fact(DisplayName = "An e-mail address is added by its code, changed and removed; old and new addresses hear of it")]
    public async Task ChangesEmail()
    {
        var (id, _, page) = await EnterAsync();
        var (first, second) = (Address(), Address());
        var form = await ProveAsync(page, "/account/email");
        (await form.SendAsync(("address", "no address"))).Answer.Expect(400);
        var code = await form.SendAsync(("address", first));
        Assert.Equal("Enter the code", code.Heading);
        var sent = await CodeAsync(first);
        (await code.SendAsync(("code", sent == "000000" ? "000001" : "000000"))).Answer.Expect(400);
        Assert.Equal("Your e-mail address is changed.", Done(await code.SendAsync(("code", sent))));
        Assert.Equal(first, (await StoredAsync(id)).GetProperty("primaryEmail").GetString());
        Assert.Equal(["email"], await NoticesAsync(first, 1));

        code = await (await OpenAsync(page, "/account/email")).SendAsync(("address", second));
        await code.SendAsync(("code", await CodeAsync(second)));
        Assert.Equal(second, (await StoredAsync(id)).GetProperty("primaryEmail").GetString());
        Assert.Equal(["email", "email"], await NoticesAsync(first, 2));
        Assert.Equal(["email"], await NoticesAsync(second, 1));

        await (await OpenAsync(page, "/account/email")).PressAsync("Remove e-mail address");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await StoredAsync(id)).GetProperty("primaryEmail").ValueKind);
        Assert.Equal(["email", "email"], await NoticesAsync(second, 2));
    }

    [Fact(DisplayName = "Who it is can be shown by a code to the user's own address as well")]
    public async Task ProvesByCode()
    {
        var email = Address();
        var (_, _, page) = await EnterAsync(primaryEmail: email);
        var asked = await OpenAsync(page, "/account/phone?x=1");
        var code = await asked.FollowAsync(await asked.PressAsync($"Send a code to {email} instead"));
        var wanted = await code.SendAsync(("code", await CodeAsync(email)));
        Assert.Equal("Phone number", wanted.Heading);
        (await wanted.SendAsync(("address", "call me"))).Answer.Expect(422);
        var phone = Phone();
        var entered = await wanted.SendAsync(("address", "+" + phone));
        Assert.Equal("Your phone number is changed.", Done(await entered.SendAsync(("code", await CodeAsync(phone)))));
    }

    [Fact(DisplayName = "All of it is there in Korean")]
    public async Task IsInKorean()
    {
        var (_, _, page) = await EnterAsync();
        foreach (var (path, heading) in new[] { ("/account", "프로필"), ("/account/security", "보안"), ("/account/connections", "연결된 계정"), ("/account/sessions", "본인 확인") })
            Assert.Equal(heading, (await OpenAsync(page, path + "?lng=ko")).Heading);
    }

    [Fact(DisplayName = "Nobody is led anywhere else than to a page of the account centre")]
    public async Task LeadsNowhereElse()
    {
        var (_, _, page) = await EnterAsync();
        foreach (var then in new[] { "https://evil.example", "//evil.example", "/\\evil.example", "/accounting", "/sign-in" })
        {
            var answer = await (await OpenAsync(page, "/account/verify?then=" + Uri.EscapeDataString(then))).PostAsync(("password", ExperienceApi.ExperienceCalls.Password));
            Assert.Equal("/account", answer.Expect(303).Header("Location"));
        }
    }

    private static async Task<Answer> UploadAsync(Page page, byte[] content)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Document.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!), "xsrf" }, { new ByteArrayContent(content), "file", "me.gif" },
        };
        return await page.Browser.SendAsync(HttpMethod.Post, "/account/avatar", form);
    }
}
