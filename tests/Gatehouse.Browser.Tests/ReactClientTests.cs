using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ExperienceApi;

namespace Gatehouse.BrowserTests;

/// <summary>A single-page application with @logto/react, built by Vite.</summary>
public sealed class ReactClientTests(BrowserServer server) : PageTest<BrowserServer>(server)
{
    [Fact(DisplayName = "@logto/react signs in and out")]
    public async Task SignsInAndOut()
    {
        await using var app = await ReactApp.StartAsync(Server, RelyingParty.Endpoint);
        var (_, username) = await Server.NewSignerAsync();

        await Page.GotoAsync(app.Address);
        await Page.PressAsync("Sign in");
        await Page.FillInAsync("Username", username);
        await Page.FillInAsync("Password", ExperienceCalls.Password);
        await Page.PressAsync("Sign in");

        await Page.TitledAsync($"Hello, {username}");
        await Page.PressAsync("Sign out");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).WaitForAsync();
        await Page.WaitForURLAsync(app.Address + "/**");
        await Page.PressAsync("Sign in");
        await Page.TitledAsync("Sign in to your account");
    }
}
