using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.Oidc.Authorization;

/// <summary>From request to code (contract/oidc.md 8.2).</summary>
public sealed class CodeFlowTests : ServerTest
{
    [Fact(DisplayName = "Contract 8.2: request, sign-in, automatic consent of a first-party application, code")]
    public async Task From_request_to_code()
    {
        var app = await Server.NewAppAsync();
        var (userId, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();

        var asked = (await browser.GetAsync(AuthUrl(app))).Expect(303);
        Assert.Equal($"/sign-in?app_id={app}", asked.Header("Location"));
        Assert.Equal("no-store", asked.Header("Cache-Control"));
        Assert.NotNull(browser.Cookie("_interaction"));
        Assert.NotNull(browser.Cookie("_interaction_resume"));
        Assert.Null(browser.Cookie("_session"));

        await browser.IdentifyByPasswordAsync(username);
        var redirectTo = (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
        Assert.StartsWith(TestServer.Endpoint + "/oidc/auth/", redirectTo, StringComparison.Ordinal);

        var consent = (await browser.GetAsync(redirectTo)).Expect(303);
        Assert.Equal($"/consent?app_id={app}", consent.Header("Location"));
        var first = browser.Cookie("_session");
        Assert.NotNull(first);

        var granted = (await browser.GetAsync(consent.Header("Location")!)).Expect(302);
        var done = (await browser.GetAsync(granted.Header("Location")!)).Expect(303);
        Assert.NotEqual(first, browser.Cookie("_session"));
        var query = Query(done.Header("Location")!);
        Assert.Equal(["code", "state", "iss"], query.Keys);
        Assert.Equal((43, "the-state", TestServer.Endpoint + "/oidc"), (query["code"].Length, query["state"], query["iss"]));

        var code = await Server.InDatabaseAsync(db => db.IssuedTokens.AsNoTracking().SingleAsync(token => token.Digest == OpaqueToken.DigestOf(query["code"])));
        Assert.Equal((TokenKind.AuthorizationCode, userId, app, "openid profile", true), (code.Kind, code.UserId, code.ApplicationId, code.Scope, code.ExpiresWithSession));
        var details = TokenDetails.Of(code);
        Assert.Equal((Callback, "urn:gatehouse:acr:1", null), (details.RedirectUri, details.Acr, details.AuthTime));
        Assert.Equal(["pwd"], details.Amr!);
        Assert.Equal(0, await Server.InDatabaseAsync(db => db.Interactions.CountAsync(row => row.ApplicationId == app)));
    }

    [Fact(DisplayName = "OpenID Connect Core 3.1.2.3: whoever is signed in and has consented passes without a page, with prompt=none too")]
    public async Task A_session_passes_without_a_page()
    {
        var app = await Server.NewAppAsync();
        var (_, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), username);
        var session = browser.Cookie("_session");

        foreach (var prompt in (string?[])[null, "none"])
        {
            var answer = (await browser.GetAsync(AuthUrl(app, ("prompt", prompt)))).Expect(303);
            Assert.Contains("code", Query(answer.Header("Location")!).Keys);
        }

        Assert.Equal(session, browser.Cookie("_session"));
    }

    [Theory(DisplayName = "OpenID Connect Core 3.1.2.6: prompt=none never shows a page and sets no cookie")]
    [InlineData(false, "openid profile", "login_required")]
    [InlineData(true, "openid profile email", "consent_required")]
    public async Task Prompt_none_fails(bool isSignedIn, string scope, string error)
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        if (isSignedIn) await browser.CodeAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        var answer = (await browser.GetAsync(AuthUrl(app, ("prompt", "none"), ("scope", scope)))).Expect(303);
        Assert.StartsWith(Callback, answer.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(error, Query(answer.Header("Location")!)["error"]);
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Fact(DisplayName = "RFC 8252 section 8.6: a native application is asked at every authorization")]
    public async Task A_native_application_never_passes_in_silence()
    {
        var app = await Server.NewAppAsync(ApplicationType.Native);
        var browser = Server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        var none = (await browser.GetAsync(AuthUrl(app, ("prompt", "none")))).Expect(303);
        Assert.Equal("interaction_required", Query(none.Header("Location")!)["error"]);
        var again = (await browser.GetAsync(AuthUrl(app))).Expect(303);
        Assert.Equal($"/consent?app_id={app}", again.Header("Location"));
        Assert.Contains("code", Query((await browser.FollowAsync(again)).Header("Location")!).Keys);
    }

    [Theory(DisplayName = "OpenID Connect Core 3.1.2.1: prompt=login and max_age ask for the password again, and auth_time is new")]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    [InlineData("max_age", "60")]
    public async Task Sign_in_again(string name, string value)
    {
        await using var server = await TestServer.StartAsync();
        var app = await server.NewAppAsync();
        var (_, username) = await server.NewSignerAsync();
        var browser = server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), username);
        server.Clock.Advance(TimeSpan.FromSeconds(120));
        var code = await browser.CodeAsync(AuthUrl(app, (name, value)), username);
        var token = await server.InDatabaseAsync(db => db.IssuedTokens.AsNoTracking().SingleAsync(row => row.Digest == OpaqueToken.DigestOf(code)));
        Assert.InRange(TokenDetails.Of(token).AuthTime!.Value, server.Clock.GetUtcNow().ToUnixTimeSeconds() - 30, server.Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal(1, await server.InDatabaseAsync(db => db.Sessions.CountAsync()));
    }

    [Fact(DisplayName = "Contract 7: max_age that is not over asks for nothing")]
    public async Task A_young_login_is_enough()
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        var answer = (await browser.GetAsync(AuthUrl(app, ("max_age", "10000")))).Expect(303);
        Assert.Contains("code", Query(answer.Header("Location")!).Keys);
    }

    [Fact(DisplayName = "Contract 6: nothing left to grant: the user signs in, then the client hears access_denied without description")]
    public async Task Nothing_to_grant()
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        var answer = await browser.SignInAsync(AuthUrl(app, ("scope", null)), (await Server.NewSignerAsync()).Username);
        var query = Query(answer.Expect(303).Header("Location")!);
        Assert.Equal(["error", "state", "iss"], query.Keys);
        Assert.Equal("access_denied", query["error"]);
    }

    [Fact(DisplayName = "Contract 8.2: giving up sends the application oidc.aborted")]
    public async Task Giving_up()
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(AuthUrl(app))).Expect(303);
        var uid = browser.Cookie("_interaction_resume");
        (await browser.DeleteAsync("/api/interaction")).Expect(204);
        var query = Query((await browser.GetAsync("/oidc/auth/" + uid)).Expect(303).Header("Location")!);
        Assert.Equal(["error", "state", "iss"], query.Keys);
        Assert.Equal("oidc.aborted", query["error"]);
    }

    [Fact(DisplayName = "Contract 8.2: the resume URL works once, in the browser that began, and 50 at once get one answer")]
    public async Task Resume_once()
    {
        var app = await Server.NewAppAsync();
        var (_, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(AuthUrl(app))).Expect(303);
        await browser.IdentifyByPasswordAsync(username);
        var path = new Uri((await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!).AbsolutePath;

        (await Server.NewBrowser().GetAsync(path)).Expect(400, "session.not_found");
        var cookies = browser.CookieHeader(path);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Server.Anonymous.SendAnswerAsync(HttpMethod.Get, path, null, ("Cookie", cookies))));
        Assert.Single(answers, answer => answer.Header("Location") == $"/consent?app_id={app}");
        Assert.All(answers.Where(answer => answer.Header("Location") is null), answer => answer.Expect(400, "session.not_found"));
        Assert.Equal(50, answers.Length);
        Assert.Equal(TestServer.Endpoint + "/oidc", answers.First(answer => answer.Header("Location") is null)["iss"].GetString());
    }

    [Fact(DisplayName = "ASVS 7.2.4: a new session value after each authentication; the old one is worthless")]
    public async Task No_session_fixation()
    {
        var app = await Server.NewAppAsync();
        var (_, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), username);
        var (value, signature) = (browser.Cookie("_session"), browser.Cookie("_session.sig"));
        await browser.CodeAsync(AuthUrl(app, ("prompt", "login")), username);
        Assert.NotEqual(value, browser.Cookie("_session"));
        var old = await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, AuthUrl(app, ("prompt", "none")), null, ("Cookie", $"_session={value}; _session.sig={signature}"));
        Assert.Equal("login_required", Query(old.Expect(303).Header("Location")!)["error"]);
    }

    [Fact(DisplayName = "Contract 8.1: two applications sign in in parallel tabs of one browser")]
    public async Task Parallel_tabs()
    {
        var (one, two) = (await Server.NewAppAsync(), await Server.NewAppAsync());
        var (_, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(AuthUrl(one))).Expect(303);
        (await browser.GetAsync(AuthUrl(two))).Expect(303);
        foreach (var app in (string[])[one, two])
        {
            browser.Headers.Clear();
            browser.Headers.Add(("Logto-App-Id", app));
            await browser.IdentifyByPasswordAsync(username);
            var redirectTo = (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
            browser.Headers.Clear();
            var done = await browser.FollowAsync(await browser.GetAsync(redirectTo));
            Assert.Contains("code", Query(done.Expect(303).Header("Location")!).Keys);
        }
    }

    [Fact(DisplayName = "ASVS 7.4.2: a suspended user's session is none, and a sign-in that was under way ends")]
    public async Task Suspended_meanwhile()
    {
        var app = await Server.NewAppAsync();
        var (userId, username) = await Server.NewSignerAsync();
        var (signedIn, underWay) = (Server.NewBrowser(), Server.NewBrowser());
        await signedIn.CodeAsync(AuthUrl(app), username);
        (await underWay.GetAsync(AuthUrl(app))).Expect(303);
        await underWay.IdentifyByPasswordAsync(username);
        var redirectTo = (await underWay.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;

        (await Api.PatchAnswerAsync($"/api/users/{userId}/is-suspended", new { isSuspended = true })).Expect(200);
        Assert.Equal("login_required", Query((await signedIn.GetAsync(AuthUrl(app, ("prompt", "none")))).Header("Location")!)["error"]);
        Assert.Equal("access_denied", Query((await underWay.GetAsync(redirectTo)).Expect(303).Header("Location")!)["error"]);
    }
}
