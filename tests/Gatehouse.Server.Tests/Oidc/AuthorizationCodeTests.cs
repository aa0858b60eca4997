using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 6749 section 4.1.3, RFC 7636, RFC 9700 sections 2.1 and 4.5; contract/oidc.md 11, 13 and 15.1.</summary>
public sealed class AuthorizationCodeTests : ServerTest
{
    [Theory(DisplayName = "Contract 11.5: the answer to a code, and its tokens")]
    [InlineData(ApplicationType.SPA)]
    [InlineData(ApplicationType.Native)]
    [InlineData(ApplicationType.Traditional)]
    public async Task A_code_gets_tokens(ApplicationType type)
    {
        var app = await Authorized.CreateAsync(Server, type);
        var answer = (await app.RedeemAsync(await app.CodeAsync())).Expect(200);
        Assert.Equal(["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"], Members(answer.Json));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", answer["access_token"].GetString());
        Assert.Matches("^[A-Za-z0-9_-]{43}$", answer["refresh_token"].GetString());
        Assert.Equal((3600, Authorized.Everything, "Bearer"), (answer["expires_in"].GetInt32(), answer["scope"].GetString(), answer["token_type"].GetString()));
        Assert.Equal("no-store", answer.Header("Cache-Control"));

        Assert.Equal(["alg", "kid"], Members(Part(answer["id_token"].GetString()!, 0)));
        var claims = Authorized.Claims(answer);
        Assert.Equal(app.UserId, claims.GetProperty("sub").GetString());
        Assert.Equal(app.ClientId, claims.GetProperty("aud").GetString());
        Assert.Equal(TestServer.Endpoint + "/oidc", claims.GetProperty("iss").GetString());
        Assert.Equal("n-1", claims.GetProperty("nonce").GetString());
        Assert.Equal("Ann", claims.GetProperty("name").GetString());
        Assert.Equal(3600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(
            [], Members(claims).Intersect(["at_hash", "azp", "auth_time", "sid", "acr", "amr", "email"]));
        (await app.MeAsync(answer["access_token"].GetString()!)).Expect(200);
    }

    [Fact(DisplayName = "OpenID Connect Core section 2: auth_time, acr, amr and sid where the authorization knows them, in refreshed ID tokens too")]
    public async Task What_the_session_knows_is_in_the_id_token()
    {
        var app = await Authorized.CreateAsync(Server, custom: """{"idTokenTtl":120}""");
        var code = await app.CodeAsync(details => details with { AuthTime = 1_700_000_000, Acr = "urn:acr", Amr = ["pwd", "otp"], Sid = "sid-1" });
        var first = (await app.RedeemAsync(code)).Expect(200);
        var second = (await app.RefreshAsync(first["refresh_token"].GetString()!)).Expect(200);
        foreach (var claims in new[] { Authorized.Claims(first), Authorized.Claims(second) })
        {
            Assert.Equal((1_700_000_000, "urn:acr", "sid-1"), (claims.GetProperty("auth_time").GetInt64(), claims.GetProperty("acr").GetString(), claims.GetProperty("sid").GetString()));
            Assert.Equal("""["pwd","otp"]""", claims.GetProperty("amr").GetRawText());
            Assert.Equal(120, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        }
    }

    [Fact(DisplayName = "Contract 15.1: no failure uses the code up")]
    public async Task Failures_leave_the_code_usable()
    {
        var app = await Authorized.CreateAsync(Server);
        var other = await Authorized.CreateAsync(Server);
        var code = await app.CodeAsync();
        (await app.RedeemAsync(code, ("code_verifier", null))).ExpectGrantRefused();
        (await app.RedeemAsync(code, ("code_verifier", Authorized.Verifier.Replace('d', 'e')))).ExpectGrantRefused();
        (await app.RedeemAsync(code, ("code_verifier", "short"))).ExpectError(400, "invalid_request");
        (await app.RedeemAsync(code, ("redirect_uri", "https://app.test/other"))).ExpectGrantRefused();
        (await app.RedeemAsync(code, ("resource", "https://nobody.test"))).ExpectError(400, "invalid_target");
        (await app.RedeemAsync(code, ("client_id", other.ClientId))).ExpectGrantRefused();
        (await app.RedeemAsync(code, ("code", null))).ExpectError(400, "invalid_request");
        (await app.RedeemAsync(code)).Expect(200);
        Assert.True(await app.HasGrantAsync());
    }

    [Fact(DisplayName = "RFC 9700 section 4.8.2: a verifier without challenge is refused, and the code stays")]
    public async Task Pkce_can_not_be_downgraded()
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional);
        var code = await app.CodeAsync(details => details with { CodeChallenge = null });
        (await app.RedeemAsync(code)).ExpectGrantRefused();
        (await app.RedeemAsync(code, ("code_verifier", null))).Expect(200);
    }

    [Fact(DisplayName = "RFC 9449 section 10: a code bound to a key is worth nothing without its proof")]
    public async Task A_bound_code_needs_its_key()
    {
        var app = await Authorized.CreateAsync(Server);
        (await app.RedeemAsync(await app.CodeAsync(details => details with { DpopJkt = "key" }))).ExpectGrantRefused();
    }

    [Fact(DisplayName = "Contract 5.1: a single registered redirect URI goes without saying")]
    public async Task The_redirect_uri_may_be_left_out()
    {
        var app = await Authorized.CreateAsync(Server);
        (await app.RedeemAsync(await app.CodeAsync(), ("redirect_uri", null))).Expect(200);
        (await app.RedeemAsync(await app.CodeAsync(details => details with { RedirectUri = null }))).Expect(200);
        var two = await Authorized.CreateAsync(Server, oidc: """{"redirectUris":["https://app.test/callback","https://app.test/2"],"postLogoutRedirectUris":[]}""");
        (await two.RedeemAsync(await two.CodeAsync(), ("redirect_uri", null))).ExpectError(400, "invalid_request");
    }

    [Fact(DisplayName = "RFC 6749 section 4.1.2: a second use takes back all that the first one got")]
    public async Task A_second_use_revokes()
    {
        var app = await Authorized.CreateAsync(Server);
        var code = await app.CodeAsync();
        var answer = (await app.RedeemAsync(code)).Expect(200);
        var refreshed = (await app.RefreshAsync(answer["refresh_token"].GetString()!)).Expect(200);
        (await app.RedeemAsync(code, ("code_verifier", null))).ExpectGrantRefused();
        Assert.True(await app.HasGrantAsync());

        (await app.RedeemAsync(code)).ExpectGrantRefused();
        Assert.False(await app.HasGrantAsync());
        foreach (var given in new[] { answer, refreshed })
        {
            (await app.MeAsync(given["access_token"].GetString()!)).Expect(401);
            (await app.RefreshAsync(given["refresh_token"].GetString()!)).ExpectGrantRefused();
        }
    }

    [Fact(DisplayName = "Contract 12: a code lives 60 seconds; an old code that was used is a replay still")]
    public async Task Codes_expire()
    {
        var app = await Authorized.CreateAsync(Server);
        (await app.RedeemAsync(await app.CodeAsync(age: TimeSpan.FromSeconds(60)))).ExpectGrantRefused();
        Assert.True(await app.HasGrantAsync());
        var used = await app.CodeAsync(age: TimeSpan.FromSeconds(120));
        await app.ConsumedAsync(used, 110);
        (await app.RedeemAsync(used)).ExpectGrantRefused();
        Assert.False(await app.HasGrantAsync());
    }

    [Theory(DisplayName = "Contract 9: without offline_access the code and its tokens end with the session")]
    [InlineData("openid", false)]
    [InlineData("openid offline_access", true)]
    public async Task Sessions_that_ended_end_their_tokens(string scope, bool survives)
    {
        var app = await Authorized.CreateAsync(Server, scope: scope, custom: """{"alwaysIssueRefreshToken":true}""");
        var waiting = await app.CodeAsync();
        var given = await app.TokensAsync();
        await app.EndSessionAsync();
        (await app.RedeemAsync(waiting)).Expect(survives ? 200 : 400);
        (await app.MeAsync(given["access_token"].GetString()!)).Expect(survives ? 200 : 401);
        (await app.RefreshAsync(given["refresh_token"].GetString()!)).Expect(survives ? 200 : 400);
    }

    [Fact]
    public async Task A_session_that_expired_is_over()
    {
        var app = await Authorized.CreateAsync(Server, scope: "openid");
        var code = await app.CodeAsync();
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.InDatabaseAsync(db => db.Sessions.Where(session => session.Id == app.SessionId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        (await app.RedeemAsync(code)).ExpectGrantRefused();
    }

    [Fact]
    public async Task A_grant_that_expired_carries_nothing_any_more()
    {
        var app = await Authorized.CreateAsync(Server);
        var (code, given) = (await app.CodeAsync(), await app.TokensAsync());
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.InDatabaseAsync(db => db.Grants.Where(grant => grant.Id == app.GrantId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        (await app.RedeemAsync(code)).ExpectGrantRefused();
        (await app.RefreshAsync(given["refresh_token"].GetString()!)).ExpectGrantRefused();
        (await app.MeAsync(given["access_token"].GetString()!)).Expect(401);
    }

    [Fact(DisplayName = "Contract 13, SDK checklist 5: without resource the token is for userinfo, although resources were granted")]
    public async Task Resources_at_the_code()
    {
        var user = await Server.AddUserAsync();
        var resource = await Server.AddUserResourceAsync(user, 700, "read", "write");
        var app = await Authorized.CreateAsync(Server, resources: new Dictionary<string, string> { [resource] = "read write" }, userId: user);
        var opaque = (await app.RedeemAsync(await app.CodeAsync())).Expect(200);
        Assert.Equal(Authorized.Everything, opaque["scope"].GetString());
        (await app.MeAsync(opaque["access_token"].GetString()!)).Expect(200);

        var jwt = (await app.RedeemAsync(await app.CodeAsync(), ("resource", resource))).Expect(200);
        var claims = Authorized.Claims(jwt, "access_token");
        Assert.Equal(["jti", "sub", "iat", "exp", "scope", "client_id", "iss", "aud"], Members(claims));
        Assert.Equal((user, "read", app.ClientId, resource), (claims.GetProperty("sub").GetString(), claims.GetProperty("scope").GetString(), claims.GetProperty("client_id").GetString(), claims.GetProperty("aud").GetString()));
        Assert.Equal((700, "read"), (jwt["expires_in"].GetInt32(), jwt["scope"].GetString()));
        Assert.Equal("at+jwt", Part(jwt["access_token"].GetString()!, 0).GetProperty("typ").GetString());
    }

    [Fact(DisplayName = "Every changed character or length of a code is refused, and none of it uses the code up")]
    public async Task Mutated_codes_are_refused()
    {
        var app = await Authorized.CreateAsync(Server);
        var code = await app.CodeAsync();
        foreach (var mutated in People.Mutations(code)) (await app.RedeemAsync(mutated)).ExpectGrantRefused();
        (await app.RedeemAsync(code)).Expect(200);
    }

    [Fact]
    public async Task Tokens_of_other_kinds_are_no_codes_and_codes_no_tokens()
    {
        var app = await Authorized.CreateAsync(Server);
        var (code, given) = (await app.CodeAsync(), await app.TokensAsync());
        var (access, refresh) = (given["access_token"].GetString()!, given["refresh_token"].GetString()!);
        (await app.RedeemAsync(access, ("redirect_uri", null), ("code_verifier", null))).ExpectGrantRefused();
        (await app.RedeemAsync(refresh, ("redirect_uri", null), ("code_verifier", null))).ExpectGrantRefused();
        (await app.RefreshAsync(code)).ExpectGrantRefused();
        (await app.RefreshAsync(access)).ExpectGrantRefused();
        (await app.MeAsync(code)).Expect(401);
        (await app.MeAsync(refresh)).Expect(401);
    }

    [Fact(DisplayName = "50 requests with one code: one gets tokens, and the others take them back")]
    public async Task A_race_has_one_winner()
    {
        var app = await Authorized.CreateAsync(Server);
        var code = await app.CodeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.RedeemAsync(code)));
        var won = Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => answer != won), answer => answer.ExpectGrantRefused());
        Assert.False(await app.HasGrantAsync());
        (await app.MeAsync(won["access_token"].GetString()!)).Expect(401);
        (await app.RefreshAsync(won["refresh_token"].GetString()!)).ExpectGrantRefused();
        Assert.Equal(50, await Server.InDatabaseAsync(db => db.Audit.CountAsync(row => row.ApplicationId == app.ClientId && row.Key == "ExchangeTokenBy.AuthorizationCode")));
    }

    [Fact(DisplayName = "parse_error=false leaves code and message out")]
    public async Task The_plain_error_body()
    {
        var app = await Authorized.CreateAsync(Server);
        var answer = (await Server.FormAnswerAsync("/oidc/token?parse_error=false", Form(("client_id", app.ClientId), ("grant_type", "authorization_code"), ("code", "x")))).Expect(400);
        Assert.Equal(["error", "error_description"], Members(answer.Json));
    }
}
