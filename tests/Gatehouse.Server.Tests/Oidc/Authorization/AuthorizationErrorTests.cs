using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.Oidc.Authorization;

/// <summary>How the authorization endpoint refuses (RFC 6749 section 4.1.2.1; contract/oidc.md 3 and 6).</summary>
public sealed class AuthorizationErrorTests : ServerTest
{
    [Theory(DisplayName = "Contract 3: what is known good to redirect to hears of the error there: error, error_description, state, iss")]
    [InlineData("response_type", "banana", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_mode", "jwt", "unsupported_response_mode")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("prompt", "select_account", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    [InlineData("id_token_hint", "no.jwt.here", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("resource", "https://nowhere.test", "invalid_target")]
    [InlineData("resource", "relative", "invalid_target")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:never-pushed", "invalid_request_uri")]
    public async Task Redirected(string name, string? value, string error)
    {
        var app = await Server.NewAppAsync();
        var answer = (await Server.NewBrowser().GetAsync(AuthUrl(app, (name, value)))).Expect(303);
        Assert.StartsWith(Callback + "?", answer.Header("Location"), StringComparison.Ordinal);
        var query = Query(answer.Header("Location")!);
        Assert.Equal(["error", "error_description", "state", "iss"], query.Keys);
        Assert.Equal((error, "the-state", TestServer.Endpoint + "/oidc"), (query["error"], query["state"], query["iss"]));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Theory(DisplayName = "Contract 3: no description where none exists")]
    [InlineData("request", "e30.e30.", "request_not_supported")]
    [InlineData("registration", "{}", "registration_not_supported")]
    [InlineData("request_uri", "https://evil.test/request", "request_uri_not_supported")]
    public async Task Redirected_without_description(string name, string value, string error)
    {
        var app = await Server.NewAppAsync();
        var query = Query((await Server.NewBrowser().GetAsync(AuthUrl(app, (name, value)))).Expect(303).Header("Location")!);
        Assert.Equal(["error", "state", "iss"], query.Keys);
        Assert.Equal(error, query["error"]);
    }

    [Theory(DisplayName = "RFC 9700 section 4.11: no redirect to where the client is not registered: 400 as JSON with state and iss")]
    [InlineData("redirect_uri", "https://evil.test/callback", "invalid_redirect_uri")]
    [InlineData("redirect_uri", "https://app.test/callback/../evil", "invalid_redirect_uri")]
    [InlineData("redirect_uri", "https://app.test/callback?x=1", "invalid_redirect_uri")]
    [InlineData("client_id", "nobody", "invalid_client")]
    [InlineData("client_id", null, "invalid_request")]
    public async Task Answered(string name, string? value, string error)
    {
        var app = await Server.NewAppAsync();
        var answer = (await Server.NewBrowser().GetAsync(AuthUrl(app, (name, value)))).Expect(400, "oidc." + error);
        Assert.Null(answer.Header("Location"));
        Assert.Equal(["code", "message", "error", "error_description", "state", "iss"], OidcCalls.Members(answer.Json));
        Assert.Equal((error, "the-state"), (answer["error"].GetString(), answer["state"].GetString()));
    }

    [Theory(DisplayName = "Contract 2: a parameter given twice")]
    [InlineData("&nonce=a&nonce=b", true)]
    [InlineData("&state=another", true)]
    [InlineData("&client_id=another", false)]
    [InlineData("&redirect_uri=https%3A%2F%2Fevil.test", false)]
    public async Task Doubled(string more, bool isRedirected)
    {
        var app = await Server.NewAppAsync();
        var answer = await Server.NewBrowser().GetAsync(AuthUrl(app) + more);
        if (!isRedirected)
        {
            answer.Expect(400, "oidc.invalid_request");
            return;
        }

        var query = Query(answer.Expect(303).Header("Location")!);
        Assert.Equal("invalid_request", query["error"]);
        Assert.Equal(!more.Contains("state", StringComparison.Ordinal), query.ContainsKey("state"));
    }

    [Fact(DisplayName = "Contract 3: a machine-to-machine application has no redirect URI to answer to")]
    public async Task Machines_do_not_authorize()
    {
        var app = await Server.AddClientAsync(ApplicationType.MachineToMachine);
        (await Server.NewBrowser().GetAsync(AuthUrl(app))).Expect(400, "oidc.invalid_redirect_uri");
    }

    [Fact(DisplayName = "Contract 3: parse_error=false gives the plain OAuth body")]
    public async Task Plain_body()
    {
        var answer = (await Server.NewBrowser().GetAsync(AuthUrl("nobody") + "&parse_error=false")).Expect(400);
        Assert.Equal(["error", "error_description", "state", "iss"], OidcCalls.Members(answer.Json));
    }

    [Fact(DisplayName = "Form Post Response Mode 2: an error is a form that submits itself, with status 400; the code one with 200")]
    public async Task Form_post()
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        var refused = (await browser.GetAsync(AuthUrl(app, ("response_mode", "form_post"), ("prompt", "none"), ("state", "\"><script>alert(1)</script>")))).Expect(400);
        Assert.Contains("name=\"error\" value=\"login_required\"", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", refused.Text, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", refused.Header("Content-Security-Policy"), StringComparison.Ordinal);

        var done = (await browser.SignInAsync(AuthUrl(app, ("response_mode", "form_post")), (await Server.NewSignerAsync()).Username)).Expect(200);
        Assert.Contains($"action=\"{Callback}\"", done.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"code\"", done.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", done.Header("Cache-Control"));
    }

    [Fact(DisplayName = "OpenID Connect Core 3.1.2.1: the same request by POST, as form and as JSON")]
    public async Task By_post()
    {
        var app = await Server.NewAppAsync();
        var query = AuthUrl(app)["/oidc/auth?".Length..];
        using var form = new HttpRequestMessage(HttpMethod.Post, "/oidc/auth");
        form.Content = new StringContent(query, null, "application/x-www-form-urlencoded");
        using var answered = await Server.Anonymous.SendAsync(form);
        Assert.Equal($"/sign-in?app_id={app}", answered.Headers.Location?.OriginalString);
        var json = (await Server.Anonymous.PostAnswerAsync("/oidc/auth", Query("?" + query))).Expect(303);
        Assert.Equal($"/sign-in?app_id={app}", json.Header("Location"));
    }

    [Fact(DisplayName = "RFC 9700 section 2.6: no CORS on the authorization endpoint")]
    public async Task No_cors()
    {
        var app = await Server.NewAppAsync();
        var answer = await Server.NewBrowser().GetAsync(AuthUrl(app), ("Origin", "https://app.test"));
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Options, "/oidc/auth", null, ("Origin", "https://app.test"), ("Access-Control-Request-Method", "GET"))).Expect(404);
    }

    [Theory(DisplayName = "Contract 6: which page a login opens")]
    [InlineData("first_screen", "register", "/register?app_id={0}")]
    [InlineData("first_screen", "banana", "/sign-in?app_id={0}")]
    [InlineData("login_hint", "a b@c.test", "/sign-in?app_id={0}&login_hint=a+b%40c.test")]
    [InlineData("direct_sign_in", "social:google", "/direct/social/google?app_id={0}&fallback=sign-in")]
    public async Task Pages(string name, string value, string expected)
    {
        var app = await Server.NewAppAsync();
        var answer = (await Server.NewBrowser().GetAsync(AuthUrl(app, (name, value)))).Expect(303);
        Assert.Equal(string.Format(null, expected, app), answer.Header("Location"));
    }

    [Theory(DisplayName = "Every mutated byte of the resume cookie, its signature and the session is refused")]
    [InlineData("_interaction_resume")]
    [InlineData("_interaction_resume.sig")]
    public async Task Mutated_cookies(string name)
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(AuthUrl(app))).Expect(303);
        await browser.IdentifyByPasswordAsync((await Server.NewSignerAsync()).Username);
        var path = new Uri((await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!).AbsolutePath;
        var good = browser.Cookie(name)!;
        for (var i = 0; i <= good.Length; i++)
        {
            var forged = i == good.Length ? good + "A" : good[..i] + (good[i] == 'a' ? 'b' : 'a') + good[(i + 1)..];
            browser.Forge(name, forged);
            (await browser.GetAsync(path)).Expect(400, "session.not_found");
        }

        browser.Forge(name, good[..^1]);
        (await browser.GetAsync(path)).Expect(400, "session.not_found");
        browser.Forge(name, good);
        (await browser.GetAsync(path)).Expect(303);
    }
}
