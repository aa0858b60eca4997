using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>/direct/social and /callback: the way to a provider and back (contract/experience-api.md 4.3).</summary>
public sealed class SocialPageTests(SocialPageServer own) : IClassFixture<SocialPageServer>
{
    private TestServer Server => own.Server;

    [Fact]
    public async Task The_state_belongs_to_the_browser_that_was_sent_to_the_provider()
    {
        var (victim, attacker) = (Server.NewBrowser(), Server.NewBrowser());
        var applicationId = await Server.NewAppAsync();
        var (mine, theirs) = (await LeaveAsync(victim, applicationId), await LeaveAsync(attacker, applicationId));
        var answer = await own.Provider.SignInAsync(theirs);
        var callback = CallbackOf(theirs);
        // Another's answer, another's answer under our own state, and ours in the end.
        Assert.Equal("You are not signed in", (await BackAsync(victim, callback, answer)).Heading);
        Assert.Equal("You are not signed in", (await BackAsync(victim, callback, new(answer) { ["state"] = "" })).Heading);
        answer.Remove("state");
        Assert.Equal("You are not signed in", (await BackAsync(victim, callback, answer)).Heading);
        Assert.Equal("Choose a username", (await BackAsync(victim, callback, await own.Provider.SignInAsync(mine))).Heading);
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        var browser = Server.NewBrowser();
        var question = await LeaveAsync(browser, await Server.NewAppAsync());
        var answer = await own.Provider.SignInAsync(question);
        Assert.Equal("Choose a username", (await BackAsync(browser, CallbackOf(question), answer)).Heading);
        Assert.Equal("You are not signed in", (await BackAsync(browser, CallbackOf(question), answer)).Heading);
    }

    [Fact]
    public async Task Tabs_with_different_applications_are_told_apart()
    {
        var browser = Server.NewBrowser();
        var question = await LeaveAsync(browser, await Server.NewAppAsync());
        await Page.BeginAsync(browser, await Server.NewAppAsync());
        Assert.Equal("Choose a username", (await BackAsync(browser, CallbackOf(question), await own.Provider.SignInAsync(question))).Heading);
    }

    [Theory]
    [InlineData("social:nobody")]
    [InlineData("sso:fake")]
    [InlineData("social")]
    public async Task A_way_that_leads_to_no_provider_leads_to_the_first_page(string direct)
    {
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("direct_sign_in", direct));
        Assert.Equal("Sign in to your account", page.Heading);
    }

    /// <summary>To the provider, by the button.</summary>
    private async Task<string> LeaveAsync(Browser browser, string applicationId)
    {
        var page = await Page.BeginAsync(browser, applicationId);
        return (await page.PressAsync("Sign in with Fake")).Expect(303).Header("Location")!;
    }

    private static string CallbackOf(string question) => new Uri(SignInFlow.Query(question)["redirect_uri"]).AbsolutePath;

    private static Task<Page> BackAsync(Browser browser, string callback, Dictionary<string, string> answer) =>
        Page.OpenAsync(browser, Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(callback, answer!));
}

/// <summary>A server whose users come by a fake provider.</summary>
public sealed class SocialPageServer : FakeProviderServer
{
    private protected override async Task PrepareAsync()
    {
        Provider.Account = new FakeAccount { Id = TestServer.Unique(), Email = null };
        var (_, target) = await NewConnectorAsync("oidc");
        (await Server.Api.PatchAnswerAsync("/api/sign-in-exp", new { socialSignInConnectorTargets = new[] { target } })).Expect(200);
    }
}
