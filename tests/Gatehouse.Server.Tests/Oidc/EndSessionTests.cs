using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Oidc;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>OpenID Connect RP-Initiated Logout 1.0; contract/oidc.md 19, 9 and 8.2 step 4.</summary>
public sealed class EndSessionTests : ServerTest
{
    private const string End = "/oidc/session/end";
    private const string Confirm = "/oidc/session/end/confirm";
    private const string Bye = "https://app.test/bye";
    private const string Metadata = $$"""{"redirectUris":["https://app.test/cb"],"postLogoutRedirectUris":["{{Bye}}","https://*.wild.test/out"]}""";

    [Fact]
    public async Task An_anonymous_visitor_gets_a_form_a_cookie_without_a_row_and_the_own_page_in_the_end()
    {
        var browser = new FormBrowser(Server);
        var form = (await browser.GetAsync(End)).Expect(200);
        Assert.Equal("text/html; charset=utf-8", form.Header("Content-Type"));
        Assert.Equal(["logout", "xsrf"], FormBrowser.Fields(form).Keys.Order());
        Assert.Contains($"action=\"{TestServer.Endpoint}{Confirm}\"", form.Text);
        Assert.Contains("_session", browser.Cookies.Keys);
        var digest = OpaqueToken.DigestOf(browser.Cookies["_session"]);
        Assert.False(await Server.InDatabaseAsync(db => db.Sessions.AnyAsync(session => session.Digest == digest)));

        var done = (await browser.PostAsync(Confirm, ("xsrf", FormBrowser.Fields(form)["xsrf"]), ("logout", "yes"))).Expect(303);
        Assert.Equal(TestServer.Endpoint + "/oidc/session/end/success", done.Header("Location"));
        Assert.DoesNotContain("_session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task The_form_of_a_session_has_its_id_and_its_logout_field_outside_and_a_policy_for_its_script()
    {
        var user = await Server.SignInAsync();
        var form = (await user.Browser.GetAsync(End)).Expect(200);
        Assert.Contains("id=\"op.logoutForm\"", form.Text);
        Assert.Contains("name=\"logout\" value=\"yes\" form=\"op.logoutForm\"", form.Text);
        Assert.True(form.Text.IndexOf("</form>", StringComparison.Ordinal) < form.Text.IndexOf("name=\"logout\"", StringComparison.Ordinal));
        Assert.Contains("data-submit", form.Text);
        Assert.Contains("<button class=\"button\">Sign out</button>", form.Text);
        var policy = form.Header("Content-Security-Policy")!;
        Assert.Contains("default-src 'none'; script-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("no-store", form.Header("Cache-Control"));
        Assert.Contains(form.Headers["Set-Cookie"], cookie => cookie.StartsWith("_session=") && cookie.Contains("httponly") && cookie.Contains("samesite=lax"));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_the_grants_without_offline_access_and_what_was_for_the_session_only()
    {
        var (app, other, lasting) = (await AddAsync(), await AddAsync(), await AddAsync());
        var user = await Server.SignInAsync((app, false), (other, false), (lasting, true));
        var done = await SignOutAsync(user, $"?client_id={app}&post_logout_redirect_uri={Bye}&state=a%26b%22%3E");
        Assert.Equal(Bye + "?state=a%26b%22%3E", done.Expect(303).Header("Location"));
        Assert.DoesNotContain("_session", user.Browser.Cookies.Keys);

        Assert.False(await Server.InDatabaseAsync(db => db.Sessions.AnyAsync(session => session.Id == user.SessionId)));
        var grants = await Server.InDatabaseAsync(db => db.Grants.Where(grant => grant.UserId == user.UserId).Select(grant => grant.Id).ToListAsync());
        Assert.Equal([user.Grants[lasting]], grants);
        var tokens = await Server.InDatabaseAsync(db => db.IssuedTokens.AsNoTracking().Where(token => token.UserId == user.UserId).ToListAsync());
        Assert.False(Assert.Single(tokens).ExpiresWithSession);
    }

    [Fact]
    public async Task Without_logout_only_the_asking_application_is_signed_out()
    {
        var (app, other) = (await AddAsync(), await AddAsync());
        var user = await Server.SignInAsync((app, false), (other, false));
        var form = await user.Browser.GetAsync($"{End}?client_id={app}&post_logout_redirect_uri={Bye}");
        var done = await user.Browser.PostAsync(Confirm, ("xsrf", FormBrowser.Fields(form)["xsrf"]));
        Assert.Equal(Bye, done.Expect(303).Header("Location"));
        var session = await Server.InDatabaseAsync(db => db.Sessions.AsNoTracking().Include(row => row.Applications).SingleAsync(row => row.Id == user.SessionId));
        Assert.Equal(other, Assert.Single(session.Applications).ApplicationId);
        var grants = await Server.InDatabaseAsync(db => db.Grants.Where(grant => grant.UserId == user.UserId).Select(grant => grant.Id).ToListAsync());
        Assert.Equal([user.Grants[other]], grants);
        Assert.Contains("_session", user.Browser.Cookies.Keys);
    }

    [Fact]
    public async Task Only_the_browser_that_got_the_form_can_confirm_it()
    {
        var (victim, attacker) = (await Server.SignInAsync(), await Server.SignInAsync());
        var xsrf = FormBrowser.Fields(await attacker.Browser.GetAsync(End))["xsrf"];
        (await victim.Browser.PostAsync(Confirm, ("xsrf", xsrf), ("logout", "yes"))).Expect(400, "oidc.invalid_request");
        (await new FormBrowser(Server).PostAsync(Confirm, ("xsrf", xsrf), ("logout", "yes"))).Expect(400, "oidc.invalid_request");
        (await victim.Browser.PostAsync(Confirm, ("logout", "yes"))).Expect(400, "oidc.invalid_request");
        (await victim.Browser.PostAsync(Confirm, ("xsrf", xsrf[..^2] + "AA"), ("logout", "yes"))).Expect(400, "oidc.invalid_request");
        Assert.Equal(2, await Server.InDatabaseAsync(db => db.Sessions.CountAsync(session => session.Id == victim.SessionId || session.Id == attacker.SessionId)));
    }

    [Fact]
    public async Task A_form_is_good_for_an_hour_and_for_its_session()
    {
        await using var server = await TestServer.StartAsync();
        var user = await server.SignInAsync();
        var xsrf = FormBrowser.Fields(await user.Browser.GetAsync(End))["xsrf"];
        server.Clock.Advance(TimeSpan.FromMinutes(61));
        (await user.Browser.PostAsync(Confirm, ("xsrf", xsrf), ("logout", "yes"))).Expect(400, "oidc.invalid_request");

        xsrf = FormBrowser.Fields(await user.Browser.GetAsync(End))["xsrf"];
        var cookies = user.Browser.Cookies.ToList();
        (await user.Browser.PostAsync(Confirm, ("xsrf", xsrf), ("logout", "yes"))).Expect(303);
        foreach (var (name, value) in cookies) user.Browser.Set(name, value);
        (await user.Browser.PostAsync(Confirm, ("xsrf", xsrf), ("logout", "yes"))).Expect(400, "oidc.invalid_request");
    }

    [Fact]
    public async Task Fifty_confirmations_at_once_end_the_session_once()
    {
        var app = await AddAsync();
        var user = await Server.SignInAsync((app, false));
        var xsrf = FormBrowser.Fields(await user.Browser.GetAsync(End))["xsrf"];
        var cookies = user.Browser.Cookies.ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
        {
            var browser = new FormBrowser(Server);
            foreach (var (name, value) in cookies) browser.Set(name, value);
            return browser.PostAsync(Confirm, ("xsrf", xsrf), ("logout", "yes"));
        }));
        Assert.Single(answers, answer => (int)answer.Status == 303);
        Assert.Equal(49, answers.Count(answer => (int)answer.Status == 400));
    }

    [Theory]
    [InlineData("client_id=nobody", "invalid_client")]
    [InlineData("client_id=APP&post_logout_redirect_uri=https://evil.test", "invalid_request")]
    [InlineData("client_id=APP&post_logout_redirect_uri=https://app.test/bye/", "invalid_request")]
    [InlineData("client_id=APP&post_logout_redirect_uri=https://a.b.wild.test/out", "invalid_request")]
    [InlineData("client_id=APP&post_logout_redirect_uri=https://*.wild.test/out", "invalid_request")]
    [InlineData("client_id=APP&client_id=APP", "invalid_request")]
    [InlineData("id_token_hint=nothing", "invalid_request")]
    [InlineData("id_token_hint=eyJhbGciOiJub25lIn0.eyJhdWQiOiJhcHAifQ.", "invalid_request")]
    public async Task A_bad_request_is_answered_and_never_redirected(string query, string error)
    {
        var app = await AddAsync();
        foreach (var browser in (FormBrowser[])[new FormBrowser(Server), (await Server.SignInAsync((app, false))).Browser])
        {
            (await browser.GetAsync($"{End}?{query.Replace("APP", app)}")).ExpectError(400, error);
            var fields = query.Split('&').Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1].Replace("APP", app)));
            (await browser.PostAsync(End, [.. fields])).ExpectError(400, error);
        }
    }

    [Fact]
    public async Task A_redirect_uri_without_a_client_is_ignored_and_wildcards_count()
    {
        var app = await AddAsync();
        Assert.EndsWith("/success", (await SignOutAsync(await Server.SignInAsync(), "?post_logout_redirect_uri=https://evil.test&state=s")).Header("Location"));
        Assert.Equal(
            "https://one.wild.test/out", (await SignOutAsync(await Server.SignInAsync(), $"?client_id={app}&post_logout_redirect_uri=https://one.wild.test/out")).Header("Location"));
    }

    [Fact]
    public async Task A_post_with_a_form_is_as_good_as_a_get()
    {
        var app = await AddAsync();
        var browser = new FormBrowser(Server);
        var form = (await browser.PostAsync(End, ("client_id", app), ("post_logout_redirect_uri", Bye))).Expect(200);
        Assert.Equal(Bye, (await browser.PostAsync(Confirm, ("xsrf", FormBrowser.Fields(form)["xsrf"]), ("logout", "yes"))).Expect(303).Header("Location"));
    }

    [Fact]
    public async Task A_hint_names_the_client_also_when_it_expired_and_an_access_token_is_none()
    {
        var (app, other) = (await AddAsync(), await AddAsync());
        var hint = await SignAsync(null, $$"""{"sub":"anybody","aud":"{{app}}","exp":1,"iss":"{{TestServer.Endpoint}}/oidc"}""");
        Assert.Equal(Bye, (await SignOutAsync(await Server.SignInAsync(), $"?id_token_hint={hint}&post_logout_redirect_uri={Bye}")).Expect(303).Header("Location"));
        (await new FormBrowser(Server).GetAsync($"{End}?id_token_hint={hint}&client_id={app}")).Expect(200);
        (await new FormBrowser(Server).GetAsync($"{End}?id_token_hint={hint}&client_id={other}")).ExpectError(400, "invalid_request");
        var changed = hint.Split('.');
        (await new FormBrowser(Server).GetAsync($"{End}?id_token_hint={changed[0]}.{changed[1]}.{changed[2][..^8]}AAAAAAAA")).ExpectError(400, "invalid_request");
        foreach (var type in (string[])["at+jwt", "logout+jwt"])
        {
            var token = await SignAsync(type, $$"""{"sub":"anybody","aud":"{{app}}","iss":"{{TestServer.Endpoint}}/oidc"}""");
            (await new FormBrowser(Server).GetAsync($"{End}?id_token_hint={token}")).ExpectError(400, "invalid_request");
        }

        var foreign = await SignAsync(null, $$"""{"sub":"anybody","aud":"{{app}}","iss":"{{TestServer.AdminEndpoint}}/oidc"}""");
        (await new FormBrowser(Server).GetAsync($"{End}?id_token_hint={foreign}")).ExpectError(400, "invalid_request");
    }

    [Fact]
    public async Task What_was_sent_is_encoded_on_the_page_and_in_the_redirect()
    {
        var app = await AddAsync();
        var state = "\"><script>alert(1)</script>\r\nX-Evil: 1";
        var user = await Server.SignInAsync((app, false));
        var form = await user.Browser.GetAsync($"{End}?client_id={app}&post_logout_redirect_uri={Bye}&state={Uri.EscapeDataString(state)}");
        Assert.DoesNotContain("alert(1)", form.Text);
        var done = (await user.Browser.PostAsync(Confirm, ("xsrf", FormBrowser.Fields(form)["xsrf"]), ("logout", "yes"))).Expect(303);
        Assert.Equal($"{Bye}?state={Uri.EscapeDataString(state)}", done.Header("Location"));
        Assert.Null(done.Header("X-Evil"));
    }

    [Theory]
    [InlineData("", "ko", "로그아웃")]
    [InlineData("?ui_locales=ko%20en", "en", "로그아웃")]
    [InlineData("", "fr", "Sign out")]
    public async Task Pages_speak_the_users_language(string query, string accept, string word)
    {
        var form = await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, End + query, null, ("Accept-Language", accept));
        Assert.Contains(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(word), form.Text);
        var success = await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, End + "/success", null, ("Accept-Language", accept));
        Assert.Equal("text/html; charset=utf-8", success.Expect(200).Header("Content-Type"));
        Assert.Contains(accept == "ko" ? "lang=\"ko\"" : "lang=\"en\"", success.Text);
    }

    [Theory]
    [InlineData("GET", "/oidc/session/end/confirm")]
    [InlineData("PUT", "/oidc/session/end")]
    [InlineData("DELETE", "/oidc/session/end/confirm")]
    [InlineData("POST", "/oidc/session/end/success")]
    [InlineData("OPTIONS", "/oidc/session/end/confirm")]
    public async Task A_wrong_method_is_404(string method, string path) =>
        (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), path)).Expect(404, "oidc.invalid_request");

    [Fact]
    public async Task Another_accounts_session_is_signed_out_before_the_interaction_goes_on()
    {
        var app = await AddAsync();
        var user = await Server.SignInAsync((app, false));
        var resume = TestServer.Endpoint + "/oidc/auth/some-interaction";
        using var scope = Server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var session = await scope.ServiceProvider.GetRequiredService<GatehouseDb>().Sessions.SingleAsync(row => row.Id == user.SessionId);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Headers.Cookie = string.Join("; ", user.Browser.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        http.Response.Body = new MemoryStream();
        await scope.ServiceProvider.GetRequiredService<LogoutForm>().SwitchAccountAsync(http, session, resume);
        var page = System.Text.Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());

        var fields = FormBrowser.Fields(new Answer(System.Net.HttpStatusCode.OK, page, new Dictionary<string, string[]>()));
        var done = await user.Browser.PostAsync(Confirm, [.. fields.Select(field => (field.Key, field.Value))]);
        Assert.Equal(resume, done.Expect(303).Header("Location"));
        Assert.False(await Server.InDatabaseAsync(db => db.Sessions.AnyAsync(row => row.Id == user.SessionId)));
        Assert.False(await Server.InDatabaseAsync(db => db.Grants.AnyAsync(grant => grant.UserId == user.UserId)));
    }

    private Task<string> AddAsync() => Server.AddClientAsync(ApplicationType.SPA, oidc: Metadata);

    private static async Task<Answer> SignOutAsync(SignedIn user, string query)
    {
        var form = (await user.Browser.GetAsync(End + query)).Expect(200);
        return await user.Browser.PostAsync(Confirm, ("xsrf", FormBrowser.Fields(form)["xsrf"]), ("logout", "yes"));
    }

    private async Task<string> SignAsync(string? type, string payload)
    {
        var keys = (await Server.Services.GetRequiredService<Snapshots>().GetAsync("default", CancellationToken.None)).Get<SigningKeys>();
        return keys.Sign(JwsHeader.Create(keys.Algorithm, keys.Published[0].Kid, type), System.Text.Encoding.UTF8.GetBytes(payload));
    }
}
