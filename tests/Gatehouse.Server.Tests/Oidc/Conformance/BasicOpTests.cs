using Gatehouse.Protocol.Pkce;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Oidc.Conformance;

/// <summary>The checks of the plan oidcc-basic-certification-test-plan, each under the name of its module.</summary>
public sealed class BasicOpTests : ServerTest
{
    [Fact(DisplayName = "oidcc-server, oidcc-idtoken-signature: code response; the ID token verifies by the key that its kid names")]
    public async Task Server_and_signature()
    {
        var party = await NewAsync();
        var tokens = await party.TokensAsync(("nonce", "n-1"));
        await party.ExpectGoodSignatureAsync(tokens["id_token"].GetString()!);
        var claims = RelyingParty.IdToken(tokens);
        Assert.Equal(("n-1", party.UserId, "Bearer"), (claims.GetProperty("nonce").GetString(), claims.GetProperty("sub").GetString(), tokens["token_type"].GetString()));
        Assert.Equal("no-store", tokens.Header("Cache-Control"));
        Assert.InRange(claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64(), 1, 86400);
    }

    [Fact(DisplayName = "oidcc-idtoken-unsigned: alg none is agreed with nobody")]
    public async Task No_unsigned_id_token() =>
        Assert.NotEqual("none", OidcCalls.Part((await (await NewAsync()).TokensAsync())["id_token"].GetString()!, 0).GetProperty("alg").GetString());

    [Fact(DisplayName = "oidcc-response-type-missing")]
    public async Task Response_type_missing()
    {
        var party = await NewAsync();
        var query = SignInFlow.Query((await party.Browser.GetAsync(party.Url(("response_type", null)))).Expect(303).Header("Location")!);
        Assert.Equal(("invalid_request", "the-state"), (query["error"], query["state"]));
    }

    [Theory(DisplayName = "oidcc-userinfo-get, oidcc-userinfo-post-header, oidcc-userinfo-post-body")]
    [InlineData("GET", true)]
    [InlineData("POST", true)]
    [InlineData("POST", false)]
    public async Task Userinfo(string method, bool isInHeader)
    {
        var party = await NewAsync();
        var token = (await party.TokensAsync())["access_token"].GetString()!;
        using var request = new HttpRequestMessage(new HttpMethod(method), "/oidc/me");
        if (isInHeader) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        else request.Content = new FormUrlEncodedContent([KeyValuePair.Create("access_token", token)]);
        using var response = await Server.Anonymous.SendAsync(request);
        Assert.Equal(party.UserId, (await Answer.ReadAsync(response)).Expect(200)["sub"].GetString());
    }

    [Fact(DisplayName = "oidcc-ensure-request-without-nonce-succeeds-for-code-flow")]
    public async Task Without_nonce() => Assert.False(RelyingParty.IdToken(await (await NewAsync()).TokensAsync()).TryGetProperty("nonce", out _));

    [Theory(DisplayName = "oidcc-scope-profile, -email, -address, -phone, -all: userinfo has the claims of the scope and no others")]
    [InlineData("profile", "name username updated_at", "email phone_number address")]
    [InlineData("email", "email email_verified", "name phone_number address")]
    [InlineData("phone", "phone_number phone_number_verified", "name email address")]
    [InlineData("address", "", "name email phone_number")]
    [InlineData("profile email phone address", "name email phone_number", "")]
    public async Task Scopes(string scope, string there, string absent)
    {
        var party = await NewAsync();
        var tokens = await party.TokensAsync(("scope", "openid " + scope));
        Assert.Equal("openid " + scope, tokens["scope"].GetString());
        var members = OidcCalls.Members((await party.UserinfoAsync(tokens)).Expect(200).Json);
        Assert.All(there.Split(' ', StringSplitOptions.RemoveEmptyEntries), claim => Assert.Contains(claim, members));
        Assert.All(absent.Split(' ', StringSplitOptions.RemoveEmptyEntries), claim => Assert.DoesNotContain(claim, members));
    }

    [Theory(DisplayName = "oidcc-display-page, -display-popup, oidcc-ui-locales, oidcc-claims-locales, oidcc-ensure-request-with-acr-values-succeeds, oidcc-ensure-request-with-unknown-parameter-succeeds, oidcc-login-hint, oidcc-ensure-other-scope-order-succeeds, oidcc-claims-essential: the request goes on")]
    [InlineData("display", "page")]
    [InlineData("display", "popup")]
    [InlineData("ui_locales", "se nb en")]
    [InlineData("claims_locales", "se nb en")]
    [InlineData("acr_values", "1 2")]
    [InlineData("extra", "foobar")]
    [InlineData("login_hint", "buffy@example.com")]
    [InlineData("scope", "profile openid")]
    [InlineData("claims", """{"userinfo":{"name":{"essential":true}}}""")]
    public async Task Goes_on_with(string name, string value)
    {
        var party = await NewAsync();
        Assert.Equal(party.UserId, (await party.UserinfoAsync(await party.TokensAsync((name, value)))).Expect(200)["sub"].GetString());
    }

    [Fact(DisplayName = "oidcc-prompt-login: the password again; auth_time is not older and sub the same")]
    public async Task Prompt_login()
    {
        await using var server = await TestServer.StartAsync();
        var party = await RelyingParty.CreateAsync(server);
        var first = await party.TokensAsync(("prompt", "login"));
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = await party.TokensAsync(("prompt", "login"));
        Assert.True(RelyingParty.AuthTime(second) > RelyingParty.AuthTime(first));
        Assert.Equal(RelyingParty.IdToken(first).GetProperty("sub").GetString(), RelyingParty.IdToken(second).GetProperty("sub").GetString());
    }

    [Fact(DisplayName = "oidcc-prompt-none-not-logged-in, oidcc-prompt-none-logged-in")]
    public async Task Prompt_none()
    {
        var party = await NewAsync();
        Assert.Equal("login_required", (await party.SilentAsync(("prompt", "none")))["error"]);
        await party.CodeBySignInAsync();
        Assert.Equal(party.UserId, RelyingParty.IdToken(await party.SilentTokensAsync(("prompt", "none"))).GetProperty("sub").GetString());
    }

    [Fact(DisplayName = "oidcc-max-age-1: the password again; oidcc-max-age-10000: none, and auth_time is the same in both tokens")]
    public async Task Max_age()
    {
        await using var server = await TestServer.StartAsync();
        var party = await RelyingParty.CreateAsync(server);
        var first = await party.TokensAsync(("max_age", "10000"));
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(RelyingParty.AuthTime(first), RelyingParty.AuthTime(await party.SilentTokensAsync(("max_age", "10000"))));
        var again = await party.TokensAsync(("max_age", "1"));
        Assert.InRange(server.Clock.GetUtcNow().ToUnixTimeSeconds() - RelyingParty.AuthTime(again), 0, 2);
        Assert.True(RelyingParty.AuthTime(again) > RelyingParty.AuthTime(first));
    }

    [Fact(DisplayName = "oidcc-id-token-hint: with prompt=none the hinted user is answered; another user's hint says login_required")]
    public async Task Id_token_hint()
    {
        var party = await NewAsync();
        var hint = (await party.TokensAsync())["id_token"].GetString();
        Assert.Contains("code", (await party.SilentAsync(("prompt", "none"), ("id_token_hint", hint))).Keys);
        var (_, username) = await Server.NewSignerAsync();
        var others = Server.NewBrowser();
        await others.CodeAsync(party.Url(), username);
        var answer = await others.GetAsync(party.Url(("prompt", "none"), ("id_token_hint", hint)));
        Assert.Equal("login_required", SignInFlow.Query(answer.Expect(303).Header("Location")!)["error"]);
    }

    [Theory(DisplayName = "oidcc-codereuse, oidcc-codereuse-30seconds: the second use is refused and ends the tokens of the first")]
    [InlineData(0)]
    [InlineData(30)]
    public async Task Code_reuse(int seconds)
    {
        await using var server = await TestServer.StartAsync();
        var party = await RelyingParty.CreateAsync(server);
        var code = await party.CodeBySignInAsync();
        var tokens = (await party.RedeemAsync(code)).Expect(200);
        (await party.UserinfoAsync(tokens)).Expect(200);
        server.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal("invalid_grant", (await party.RedeemAsync(code)).Expect(400)["error"].GetString());
        (await party.UserinfoAsync(tokens)).Expect(401);
    }

    [Fact(DisplayName = "oidcc-ensure-registered-redirect-uri: an error that is shown, not redirected")]
    public async Task Unregistered_redirect_uri()
    {
        var party = await NewAsync();
        var answer = (await party.Browser.GetAsync(party.Url(("redirect_uri", "https://app.test/other")))).Expect(400);
        Assert.Null(answer.Header("Location"));
    }

    [Fact(DisplayName = "oidcc-ensure-post-request-succeeds: the authorization request by POST")]
    public async Task Post_to_authorize()
    {
        var party = await NewAsync();
        var page = (await party.Browser.PostAsync("/oidc/auth", SignInFlow.Query(party.Url()))).Expect(303);
        Assert.StartsWith("/sign-in?", page.Header("Location"), StringComparison.Ordinal);
        await party.Browser.IdentifyByPasswordAsync(party.Username);
        var redirectTo = (await party.Browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
        var done = await party.Browser.FollowAsync(await party.Browser.GetAsync(redirectTo));
        Assert.Contains("code", SignInFlow.Query(done.Expect(303).Header("Location")!).Keys);
    }

    [Fact(DisplayName = "oidcc-server-client-secret-post")]
    public async Task Client_secret_post()
    {
        var party = await NewAsync();
        (await Server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "authorization_code"), ("code", await party.CodeBySignInAsync()), ("redirect_uri", SignInFlow.Callback),
            ("client_id", party.ClientId), ("client_secret", RelyingParty.Secret)))).Expect(200);
    }

    [Theory(DisplayName = "oidcc-request-uri-unsigned, oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported, oidcc-ensure-request-object-with-redirect-uri: refused by name, and nothing inside counts")]
    [InlineData("request_uri", "https://rp.test/request.jwt", "request_uri_not_supported")]
    [InlineData("request", "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwudGVzdCJ9.", "request_not_supported")]
    public async Task Request_objects(string name, string value, string error)
    {
        var party = await NewAsync();
        var location = (await party.Browser.GetAsync(party.Url((name, value)))).Expect(303).Header("Location")!;
        Assert.StartsWith(SignInFlow.Callback + "?", location, StringComparison.Ordinal);
        Assert.Equal(error, SignInFlow.Query(location)["error"]);
    }

    [Fact(DisplayName = "oidcc-refresh-token: a new access token, and an ID token of the same issuer, subject and audience with a fresh iat; no other client may use it")]
    public async Task Refresh_token()
    {
        await using var server = await TestServer.StartAsync();
        var party = await RelyingParty.CreateAsync(server);
        var tokens = await party.TokensAsync(("scope", "openid offline_access"), ("prompt", "consent"));
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var form = OidcCalls.Form(("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].GetString()!));
        var other = await RelyingParty.CreateAsync(server);
        (await server.TokenAnswerAsync(form, headers: OidcCalls.Basic(other.ClientId, RelyingParty.Secret))).ExpectErrorName(400, "invalid_grant");
        var refreshed = (await server.TokenAnswerAsync(form, headers: OidcCalls.Basic(party.ClientId, RelyingParty.Secret))).Expect(200);
        Assert.NotEqual(tokens["access_token"].GetString(), refreshed["access_token"].GetString());
        var (before, after) = (RelyingParty.IdToken(tokens), RelyingParty.IdToken(refreshed));
        foreach (var claim in (string[])["iss", "sub", "aud"]) Assert.Equal(before.GetProperty(claim).GetString(), after.GetProperty(claim).GetString());
        Assert.True(after.GetProperty("iat").GetInt64() >= before.GetProperty("iat").GetInt64() + 5);
    }

    [Fact(DisplayName = "oidcc-ensure-request-with-valid-pkce-succeeds")]
    public async Task Pkce()
    {
        var party = await NewAsync();
        var code = await party.CodeBySignInAsync(("code_challenge", CodeChallenge.Of(SignInFlow.Verifier)), ("code_challenge_method", "S256"));
        (await party.RedeemAsync(code)).ExpectErrorName(400, "invalid_grant");
        (await party.RedeemAsync(code, ("code_verifier", SignInFlow.Verifier))).Expect(200);
    }

    private Task<RelyingParty> NewAsync() => RelyingParty.CreateAsync(Server);
}
