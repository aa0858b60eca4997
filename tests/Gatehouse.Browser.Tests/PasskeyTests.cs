using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>contract/experience-api.md 4.7: signing in with a passkey, in Chromium.</summary>
public sealed class PasskeyTests(PasskeyServer server) : PageTest<PasskeyServer>(server)
{
    private readonly PasskeyServer _server = server;

    [Fact(DisplayName = "Whoever signs in is offered a passkey, and signs in with it from then on")]
    public async Task SignsIn()
    {
        await _server.AllowAsync(autofill: false);
        var (userId, username) = await EnrolAsync();
        await Page.Context.ClearCookiesAsync();
        await StartAsync(Page);
        await InspectAsync(Page, "sign-in-passkey");
        Assert.Equal("username", await Page.Locator("#identifier").GetAttributeAsync("autocomplete"));
        await Page.PressAsync("Sign in with a passkey");
        var claims = await SignedInAsync(Page);
        Assert.Equal((userId, true), (claims.GetProperty("sub").GetString(), claims.GetProperty("amr").EnumerateArray().Any(each => each.GetString() == "mfa")));
        Assert.NotEmpty(username);
    }

    [Fact(DisplayName = "The field for the name offers the passkeys that the browser has")]
    public async Task Autofills()
    {
        await _server.AllowAsync(autofill: false);
        var (userId, _) = await EnrolAsync();
        await _server.AllowAsync(autofill: true);
        await Page.Context.ClearCookiesAsync();
        await StartAsync(Page);
        // The device chooses the one passkey that there is as soon as it is offered.
        Assert.Equal(userId, (await SignedInAsync(Page)).GetProperty("sub").GetString());

        var other = await NewPageAsync(script: false);
        await StartAsync(other);
        Assert.Equal("username webauthn", await other.Locator("#identifier").GetAttributeAsync("autocomplete"));
        await Assertions.Expect(other.GetByText("Sign in with a passkey")).ToBeHiddenAsync();
    }

    [Fact(DisplayName = "A passkey of nobody signs nobody in; whoever does not want one is not asked again")]
    public async Task Refuses()
    {
        await _server.AllowAsync(autofill: false);
        var (_, username) = await Server.NewSignerAsync();
        await Page.AddPasskeyDeviceAsync();
        await StartAsync(Page);
        await Page.PressAsync("Sign in with a passkey");
        await Page.ToldAsync("Nothing was confirmed. Try again or choose another way.");
        await SignInAsync(username);
        await Page.TitledAsync("Create a passkey to sign in faster");
        await InspectAsync(Page, "create-passkey");
        await Page.PressAsync("Not now");
        await SignedInAsync(Page);
        await Page.Context.ClearCookiesAsync();
        await StartAsync(Page);
        await SignInAsync(username);
        await SignedInAsync(Page);
    }

    private async Task<(string UserId, string Username)> EnrolAsync()
    {
        var (userId, username) = await Server.NewSignerAsync();
        await Page.AddPasskeyDeviceAsync();
        await StartAsync(Page);
        await SignInAsync(username);
        await Page.PressAsync("Create a passkey");
        await SignedInAsync(Page);
        return (userId, username);
    }

    private async Task SignInAsync(string username)
    {
        await Page.FillInAsync("Username", username);
        await Page.FillInAsync("Password", ExperienceCalls.Password);
        await Page.PressAsync("Sign in");
    }
}
