using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>GET and POST /sign-in with the settings of a fresh installation: username and password on one page (contract/oidc.md 6, 8.2).</summary>
public sealed class PasswordSignInPageTests : ServerTest
{
    [Fact]
    public async Task A_user_signs_in_without_script_and_reaches_the_application_with_a_code()
    {
        var (_, username) = await Server.NewSignerAsync();
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync());
        page.Answer.Expect(200);
        Assert.Equal("Sign in to your account", page.Heading);
        Assert.Equal(["identifier", "password"], page.Fields);
        var posted = await page.PostAsync(("identifier", username), ("password", ExperienceCalls.Password));
        Assert.StartsWith(TestServer.Endpoint + "/oidc/auth/", posted.Expect(303).Header("Location"), StringComparison.Ordinal);
        var done = await page.FollowAsync(posted);
        Assert.Contains("code", SignInFlow.Query(done.Answer.Expect(303).Header("Location")!).Keys);
    }

    [Fact]
    public async Task Sign_ins_at_once_are_each_made_on_the_user_as_it_is_then()
    {
        var (id, username) = await Server.NewSignerAsync();
        var application = await Server.NewAppAsync();
        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Page.BeginAsync(Server.NewBrowser(), application)));
        var posted = await Task.WhenAll(pages.Select(page => page.PostAsync(("identifier", username), ("password", ExperienceCalls.Password))));
        Assert.All(posted, answer => answer.Expect(303));
        Assert.Equal(6, (await Api.GetAnswerAsync($"/api/users/{id}?includeSignInCounts=true")).Expect(200)["signInCount"].GetInt64());
    }

    [Fact]
    public async Task Fields_have_labels_and_say_to_browsers_what_they_take()
    {
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync());
        var (identifier, password) = (page.Field("identifier"), page.Field("password"));
        Assert.Equal(("username", "current-password"), (identifier.Autocomplete, password.Autocomplete));
        Assert.Equal(("next", "go"), (identifier.GetAttribute("enterkeyhint"), password.GetAttribute("enterkeyhint")));
        Assert.Equal(("Username", "Password"), (page.Text("label[for=identifier]"), page.Text("label[for=password]")));
        Assert.True(identifier.HasAttribute("autofocus"));
        Assert.Equal("Sign in", Assert.Single(page.Buttons));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wrong_credentials_say_so_above_the_form_keep_the_identifier_and_never_the_password(bool exists)
    {
        var username = exists ? (await Server.NewSignerAsync()).Username : TestServer.Unique();
        var page = await (await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync())).SignInAsync(username, "not the password");
        page.Answer.Expect(422);
        Assert.Equal("Wrong account or password. Check both and try again.", page.Notice);
        Assert.Equal("alert", page.Document.QuerySelector("#notice")!.GetAttribute("role"));
        Assert.Equal((username, ""), (page.Field("identifier").Value, page.Field("password").Value));
        Assert.Equal(("true", "notice"), (page.Field("password").GetAttribute("aria-invalid"), page.Field("password").GetAttribute("aria-describedby")));
        Assert.True(page.Field("password").HasAttribute("autofocus"));
        Assert.DoesNotContain("not the password", page.Answer.Text, StringComparison.Ordinal);
        // And it goes on from there.
        Assert.Contains("code", SignInFlow.Query((await page.SignInAsync((await Server.NewSignerAsync()).Username)).Answer.Header("Location")!).Keys);
    }

    [Theory]
    [InlineData("", "x", "identifier")]
    [InlineData("someone", "", "password")]
    public async Task An_empty_field_is_named(string identifier, string password, string field)
    {
        var page = await (await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync())).SignInAsync(identifier, password);
        page.Answer.Expect(422);
        Assert.NotNull(page.Notice);
        Assert.Equal("true", page.Field(field).GetAttribute("aria-invalid"));
        Assert.True(page.Field(field).HasAttribute("autofocus"));
    }

    [Theory]
    [InlineData("en", "This account is suspended, so you can't sign in. Ask the people who run this service.")]
    [InlineData("ko", "일시정지된 계정이라 로그인할 수 없어요. 서비스 담당자에게 문의해 주세요.")]
    public async Task A_suspended_user_is_told_so_after_the_right_password_and_not_after_a_wrong_one(string language, string sentence)
    {
        var (id, username) = await Server.NewSignerAsync();
        (await Api.PatchAnswerAsync($"/api/users/{id}/is-suspended", new { isSuspended = true })).Expect(200);
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("ui_locales", language));
        var wrong = await page.SignInAsync(username, "wrong");
        wrong.Answer.Expect(422);
        Assert.NotEqual(sentence, wrong.Notice);
        var right = await wrong.SignInAsync(username);
        right.Answer.Expect(401);
        Assert.Equal(sentence, right.Notice);
        Assert.Equal(language, right.Language);
    }

    [Fact]
    public async Task What_is_typed_is_shown_as_text()
    {
        const string nasty = "\"><script>alert(1)</script>";
        var page = await (await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync())).SignInAsync(nasty, "x");
        Assert.Equal(nasty, page.Field("identifier").Value);
        Assert.DoesNotContain("<script>alert", page.Answer.Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Contract oidc 6: login_hint prefills the identifier, and the password has the focus")]
    public async Task Login_hint()
    {
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("login_hint", "alice"));
        Assert.Equal("alice", page.Field("identifier").Value);
        Assert.True(page.Field("password").HasAttribute("autofocus"));
    }

    [Fact(DisplayName = "Contract oidc 8.1: two applications sign in in parallel tabs, each form in its own interaction")]
    public async Task Parallel_tabs()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        var (one, two) = (await Server.NewAppAsync(), await Server.NewAppAsync());
        var first = await Page.BeginAsync(browser, one, ("state", "one"));
        var second = await Page.BeginAsync(browser, two, ("state", "two"));
        Assert.Equal($"/sign-in?app_id={one}", first.Document.Forms[0].GetAttribute("action"));
        Assert.Equal("one", SignInFlow.Query((await first.SignInAsync(username)).Answer.Header("Location")!)["state"]);
        Assert.Equal("/sign-in", second.Document.Forms[0].GetAttribute("action")!.Split('?')[0]);
    }
}
