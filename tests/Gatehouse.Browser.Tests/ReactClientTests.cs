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
        await Page.RunAndWaitForRequestAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync(), "**/sign-in?*");
        await Page.GotoAsync(RelyingParty.Endpoint + "/oidc/.well-known/openid-configuration");
        var next = await Page.EvaluateAsync<string>(
            """
            async ([username, password]) => {
              const call = async (method, path, body) => {
                const response = await fetch('/api/experience' + path, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
                if (!response.ok) throw new Error(await response.text());
                return response.status === 200 ? response.json() : undefined;
              };
              await call('PUT', '', { interactionEvent: 'SignIn' });
              const { verificationId } = await call('POST', '/verification/password', { identifier: { type: 'username', value: username }, password });
              await call('POST', '/identification', { verificationId });
              return (await call('POST', '/submit')).redirectTo;
            }
            """,
            new[] { username, ExperienceCalls.Password });
        await Page.GotoAsync(next);

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = $"Hello, {username}" })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
