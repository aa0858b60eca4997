using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>Names and attributes of cookies on https (docs/adr/0015-cookie-names.md, contract/oidc.md 8.1).</summary>
public sealed class CookieNameTests(ProxiedServer own) : IClassFixture<ProxiedServer>
{
    private TestServer Server => own.Server;

    [Fact]
    public async Task On_https_cookies_that_no_script_reads_have_prefixes_and_all_are_secure()
    {
        var browser = OverHttps();
        var begun = (await browser.GetAsync(SignInFlow.AuthUrl(await Server.NewAppAsync()))).Expect(303);
        var cookies = begun.Headers["Set-Cookie"];
        Assert.Equal(["__Host-_interaction", "__Host-_interaction.sig", "__Secure-_interaction_resume", "__Secure-_interaction_resume.sig", "_logto", "_logto.sig"],
            cookies.Select(cookie => cookie.Split('=')[0]).Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.Ordinal));
        Assert.All(cookies, cookie => Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal));
        Assert.All(cookies, cookie => Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies.Where(cookie => cookie.StartsWith("__Host-", StringComparison.Ordinal)), cookie => Assert.Contains("; path=/;", cookie, StringComparison.Ordinal));
        Assert.All(cookies.Where(cookie => cookie.StartsWith("__", StringComparison.Ordinal)), cookie => Assert.EndsWith("; httponly", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sign_in_over_https_goes_through_and_so_does_the_sign_out()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = OverHttps();
        var done = await (await Page.BeginAsync(browser, await Server.NewAppAsync())).SignInAsync(username);
        Assert.Contains("code", SignInFlow.Query(done.Answer.Expect(303).Header("Location")!).Keys);
        Assert.NotNull(browser.Cookie("__Host-_session"));
        var form = await Page.OpenAsync(browser, "/oidc/session/end");
        Assert.Equal("You are signed out", (await form.SendAsync(("logout", "yes"))).Heading);
        Assert.Null(browser.Cookie("__Host-_session"));
    }

    [Fact]
    public async Task A_cookie_under_the_bare_name_counts_for_nothing_on_https()
    {
        var app = await Server.NewAppAsync();
        var attacker = Server.NewBrowser();
        await attacker.GetAsync(SignInFlow.AuthUrl(app));
        var victim = OverHttps();
        victim.Keep([$"_interaction={attacker.Cookie("_interaction")}; path=/", $"_interaction.sig={attacker.Cookie("_interaction.sig")}; path=/"]);
        (await victim.GetAsync("/sign-in")).Expect(302);
        (await attacker.GetAsync("/sign-in")).Expect(200);
    }

    private Browser OverHttps() => new(Server) { Headers = { ("X-Forwarded-Proto", "https") } };
}

/// <summary>A server behind a proxy that it trusts.</summary>
public sealed class ProxiedServer : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    public async ValueTask InitializeAsync() =>
        _server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.TrustProxyHeader)] = "1" });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
