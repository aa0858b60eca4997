using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>Ways by a social provider, in Chromium.</summary>
public sealed class SocialTests(SocialServer server) : PageTest<SocialServer>(server)
{
    private const string Button = "Sign in with Fake";
    private readonly SocialServer _server = server;

    [Fact(DisplayName = "Somebody new comes by a provider, chooses a username, and is known the next time")]
    public async Task RegistersAndSignsIn()
    {
        var username = TestServer.Unique();
        _server.Provider.Account = new FakeAccount { Id = FakeAccount.NewId(), Email = null, Name = "Kim" };
        await StartAsync(Page);
        await InspectAsync(Page, "sign-in-social");
        await Page.PressAsync(Button);
        await Page.TitledAsync("Choose a username");
        await InspectAsync(Page, "missing-username");
        await Page.FillInAsync("Username", username);
        await Page.PressAsync("Continue");
        var first = await SignedInAsync(Page);
        Assert.Equal(username, first.GetProperty("username").GetString());

        var other = await NewPageAsync(script: false);
        await StartAsync(other);
        await other.PressAsync(Button);
        Assert.Equal(first.GetProperty("sub").GetString(), (await SignedInAsync(other)).GetProperty("sub").GetString());
    }

    [Fact(DisplayName = "An account with the provider's address is linked when its owner says so, and an application can go straight to the provider")]
    public async Task LinksAnAccount()
    {
        var email = TestServer.Unique() + "@example.com";
        var user = await Server.Api.NewUserAsync(new { username = TestServer.Unique(), primaryEmail = email, password = "Lantern-under-7-bridges" });
        _server.Provider.Account = new FakeAccount { Id = FakeAccount.NewId(), Email = email };
        await StartAsync(Page, ("direct_sign_in", "social:fake"));
        await Page.TitledAsync("You have an account already");
        await Page.ToldAsync(email);
        await InspectAsync(Page, "social-link");
        await Page.PressAsync("Link and continue");
        Assert.Equal(user.Id, (await SignedInAsync(Page)).GetProperty("sub").GetString());
    }

    [Fact(DisplayName = "Who says no at the provider, or brings an answer that nobody asked for, is told and can try another way")]
    public async Task ProviderRefuses()
    {
        _server.Provider.IsDenying = true;
        await StartAsync(Page);
        await Page.PressAsync(Button);
        await Page.TitledAsync("You are not signed in");
        await InspectAsync(Page, "social-failed");
        _server.Provider.IsDenying = false;

        var stolen = new Uri(Page.Url);
        await Page.GotoAsync($"{RelyingParty.Endpoint}{stolen.AbsolutePath}?code=stolen&state=forged");
        await Page.TitledAsync("You are not signed in");
        await Page.FollowAsync("Back to sign-in");
        await Page.TitledAsync("Sign in to your account");
    }
}
