using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>Contract oidc.md 8.3: magic links, in Chromium.</summary>
public sealed class MagicLinkTests(UsernameServer server) : PageTest<UsernameServer>(server)
{
    [Fact(DisplayName = "A magic link signs in with and without a script, once")]
    public async Task SignsIn()
    {
        var (email, userId) = await NewUserAsync();
        var token = await TokenAsync(email);
        await StartAsync(Page, ("one_time_token", token), ("login_hint", email));
        Assert.Equal(userId, (await SignedInAsync(Page)).GetProperty("sub").GetString());

        var late = await NewPageAsync();
        await StartAsync(late, ("one_time_token", token), ("login_hint", email));
        await late.TitledAsync("The link is not valid");
        await InspectAsync(late, "link-used");
        await late.FollowAsync("Back to sign-in");
        await late.TitledAsync("Sign in to your account");

        var plain = await NewPageAsync(script: false);
        await StartAsync(plain, ("one_time_token", await TokenAsync(email)), ("login_hint", email));
        await plain.ToldAsync(email);
        await plain.PressAsync("Sign in");
        await SignedInAsync(plain);
    }

    [Fact(DisplayName = "A magic link in the browser of another account asks which one is meant")]
    public async Task AsksWhichAccount()
    {
        var (one, firstId) = await NewUserAsync();
        var (other, secondId) = await NewUserAsync();
        await StartAsync(Page, ("one_time_token", await TokenAsync(one)), ("login_hint", one));
        await SignedInAsync(Page);

        (string, string)[] link = [("one_time_token", await TokenAsync(other)), ("login_hint", other)];
        await StartAsync(Page, link);
        await Page.TitledAsync("Which account?");
        await InspectAsync(Page, "switch-account");
        await Page.FollowAsync($"Go on as {one}");
        Assert.Equal(firstId, (await SignedInAsync(Page)).GetProperty("sub").GetString());

        await StartAsync(Page, link);
        await Page.FollowAsync($"Go on as {other}");
        Assert.Equal(secondId, (await SignedInAsync(Page)).GetProperty("sub").GetString());
    }

    private async Task<(string Email, string UserId)> NewUserAsync()
    {
        var email = TestServer.Unique() + "@example.com";
        // A username and a password, so that nothing is missing at the end.
        return (email, (await Server.Api.NewUserAsync(new { username = TestServer.Unique(), primaryEmail = email, password = "Lantern-under-7-bridges" })).Id);
    }

    private async Task<string> TokenAsync(string email) =>
        (await Server.Api.PostAnswerAsync("/api/one-time-tokens", new { email })).Expect(201)["token"].GetString()!;
}
