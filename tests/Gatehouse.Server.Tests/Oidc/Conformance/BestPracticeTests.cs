using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Oidc.Conformance;

/// <summary>RFC 9700, what the tests of the single endpoints do not show: how they play together.</summary>
public sealed class BestPracticeTests : ServerTest
{
    [Theory(DisplayName = "RFC 9700 sections 2.1.2 and 2.4: no token from the authorization endpoint, no password grant")]
    [InlineData("token", "unsupported_response_type")]
    [InlineData("id_token", "invalid_request")]
    [InlineData("code id_token", "invalid_request")]
    [InlineData("id_token token", "unsupported_response_type")]
    public async Task No_implicit_and_no_password_grant(string responseType, string error)
    {
        var app = await Server.NewAppAsync();
        var location = (await Server.NewBrowser().GetAsync(SignInFlow.AuthUrl(app, ("response_type", responseType), ("nonce", "n")))).Expect(303).Header("Location")!;
        Assert.Contains("error=" + error, location, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", location, StringComparison.Ordinal);
        (await Server.TokenAnswerAsync(OidcCalls.Form(("grant_type", "password"), ("client_id", app), ("username", "u"), ("password", "p"))))
            .ExpectError(400, "unsupported_grant_type");
    }

    [Fact(DisplayName = "RFC 9700 section 2.3: an access token has one audience and the scopes asked for, no more")]
    public async Task One_audience_and_least_scope()
    {
        var client = await Server.AddClientAsync(secrets: ("s", "a-secret-that-is-long", null));
        var resource = await Server.AddResourceAsync(client, scopes: ["read", "write"]);
        var token = (await Server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "client_credentials"), ("client_id", client), ("client_secret", "a-secret-that-is-long"), ("resource", resource), ("scope", "read"))))
            .Expect(200)["access_token"].GetString()!;
        var claims = OidcCalls.Part(token, 1);
        Assert.Equal((resource, "read"), (claims.GetProperty("aud").GetString(), claims.GetProperty("scope").GetString()));
        // RFC 9700 section 4.15: whose token it is can be told: the subject of a machine is the client itself, which no user's id can be.
        Assert.Equal((client, client), (claims.GetProperty("sub").GetString(), claims.GetProperty("client_id").GetString()));
        Assert.Equal(0, await Server.InDatabaseAsync(db => db.Set<Server.Users.User>().CountAsync(user => user.Id == client)));
    }

    [Fact(DisplayName = "RFC 9700 section 4.12: after credentials every redirect is 303 or follows a GET, never 307 or 308")]
    public async Task No_redirect_repeats_a_post()
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(SignInFlow.AuthUrl(app))).Expect(303);
        await browser.IdentifyByPasswordAsync((await Server.NewSignerAsync()).Username);
        // The page that took the password gets the address as JSON: no browser carries the body on.
        var submitted = (await browser.SubmitAsync()).Expect(200);
        Assert.Null(submitted.Header("Location"));
        (await browser.GetAsync(submitted["redirectTo"].GetString()!)).Expect(303);
    }

    [Theory(DisplayName = "RFC 9700 sections 4.2.4 and 4.16: pages of the provider can't be framed and load nothing from elsewhere")]
    [InlineData("/oidc/session/end")]
    [InlineData("/oidc/session/end/success")]
    [InlineData("/oidc/device?user_code=ABCD-EFGH")]
    public async Task Pages(string path)
    {
        var answer = (await Server.NewBrowser().GetAsync(path)).Expect(200);
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains(answer.Header("Referrer-Policy"), (string[])["no-referrer", "same-origin"]);
        Assert.Equal(("SAMEORIGIN", "nosniff"), (answer.Header("X-Frame-Options"), answer.Header("X-Content-Type-Options")));
        // Its own script and nothing else.
        Assert.All(answer.Text.Split(" src=\"").Skip(1), source => Assert.StartsWith("/pages/", source, StringComparison.Ordinal));
        Assert.DoesNotContain("stylesheet", answer.Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "RFC 9700 section 4.17: form_post goes to the redirect URI itself, character by character")]
    public async Task Form_post_target()
    {
        var app = await Server.NewAppAsync();
        var page = await Server.NewBrowser().SignInAsync(SignInFlow.AuthUrl(app, ("response_mode", "form_post")), (await Server.NewSignerAsync()).Username);
        Assert.Equal(SignInFlow.Callback, HtmlForm.Action(page.Expect(200).Text));
        Assert.Equal(["code", "iss", "state"], HtmlForm.Fields(page.Text).Keys.Order());
    }

    [Fact(DisplayName = "RFC 9700 section 4.4: mix-up: answers name their issuer, and a code of one issuer is nothing at the other")]
    public async Task Two_issuers()
    {
        var party = await RelyingParty.CreateAsync(Server);
        var answer = (await party.Browser.SignInAsync(party.Url(), party.Username)).Expect(303);
        var query = SignInFlow.Query(answer.Header("Location")!);
        var other = (await Server.AdminApi.GetAnswerAsync("/oidc/.well-known/openid-configuration")).Expect(200)["issuer"].GetString();
        Assert.Equal(TestServer.Endpoint + "/oidc", query["iss"]);
        Assert.NotEqual(other, query["iss"]);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/oidc/token");
        request.Content = new StringContent(OidcCalls.Form(("grant_type", "authorization_code"), ("code", query["code"]), ("redirect_uri", SignInFlow.Callback)), null, "application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("Authorization", OidcCalls.Basic(party.ClientId, RelyingParty.Secret).Value);
        using var elsewhere = await Server.AdminApi.SendAsync(request);
        (await Answer.ReadAsync(elsewhere)).ExpectErrorName(400, "invalid_client");
        // It was not used up there.
        (await party.RedeemAsync(query["code"])).Expect(200);
    }

    [Fact(DisplayName = "RFC 9700 section 4.3, ASVS 16.2.5: no code, token, verifier, secret, cookie or password in log or audit entries")]
    public async Task Nothing_secret_is_written()
    {
        await using var server = await TestServer.StartAsync();
        var party = await RelyingParty.CreateAsync(server);
        var code = await party.CodeBySignInAsync(("scope", "openid offline_access"), ("prompt", "consent"));
        var tokens = (await party.RedeemAsync(code)).Expect(200);
        var refresh = tokens["refresh_token"].GetString()!;
        (await server.TokenAnswerAsync(OidcCalls.Form(("grant_type", "refresh_token"), ("refresh_token", refresh)), headers: OidcCalls.Basic(party.ClientId, RelyingParty.Secret))).Expect(200);
        (await party.RedeemAsync(code)).Expect(400);
        string[] secrets =
        [
            code, refresh, tokens["access_token"].GetString()!, tokens["id_token"].GetString()!, RelyingParty.Secret, ExperienceCalls.Password, party.Browser.Cookie("_session")!,
        ];
        var audit = await server.InDatabaseAsync(db => db.Set<AuditRow>().AsNoTracking().ToListAsync());
        Assert.NotEmpty(audit);
        var written = server.Log.Lines.Concat(audit.Select(row => row.Payload.ToElement().GetRawText())).ToList();
        Assert.All(secrets, secret => Assert.DoesNotContain(written, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Theory(DisplayName = "RFC 9700 section 4.11: no open redirector: an address that nobody registered is never a Location")]
    [InlineData("/oidc/session/end?post_logout_redirect_uri=https%3A%2F%2Fevil.test")]
    [InlineData("/oidc/session/end?client_id={0}&post_logout_redirect_uri=https%3A%2F%2Fevil.test")]
    [InlineData("/oidc/session/end/success?post_logout_redirect_uri=https%3A%2F%2Fevil.test")]
    [InlineData("/oidc/auth?client_id={0}&redirect_uri=https%3A%2F%2Fevil.test&response_type=code&scope=openid")]
    [InlineData("/oidc/auth?client_id={0}&redirect_uri=https%3A%2F%2Fapp.test%5C.evil.test%2Fcallback&response_type=code&scope=openid")]
    [InlineData("/oidc/auth?client_id={0}&redirect_uri=%2F%2Fevil.test&response_type=code&scope=openid")]
    [InlineData("/oidc/device?redirect_uri=https%3A%2F%2Fevil.test")]
    [InlineData("/device?redirect_uri=https%3A%2F%2Fevil.test")]
    public async Task No_open_redirector(string path)
    {
        var answer = await Server.NewBrowser().GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, await Server.NewAppAsync()));
        if (answer.Header("Location") is { } location) Assert.StartsWith("/", location, StringComparison.Ordinal);
        Assert.False(answer.Header("Location")?.StartsWith("//", StringComparison.Ordinal) ?? false);
        Assert.DoesNotContain("action=\"https://evil.test", answer.Text, StringComparison.Ordinal);
    }
}
