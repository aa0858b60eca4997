using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.Oidc.Authorization;

/// <summary>Tokens that are bound to a key, from request to use (RFC 9449).</summary>
public sealed class DpopFlowTests : ServerTest
{
    private readonly ClientKeys _keys = new();

    [Fact(DisplayName = "RFC 9449 sections 5 to 7: a code redeemed with a proof gives tokens of type DPoP that work with proofs of the same key alone")]
    public async Task From_code_to_userinfo()
    {
        var app = await Server.NewAppAsync(custom: """{"alwaysIssueRefreshToken":true}""");
        var code = await Server.NewBrowser().CodeAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        var tokens = (await RedeemAsync(app, code, ("DPoP", Proof("POST", "/oidc/token")))).Expect(200);
        Assert.Equal("DPoP", tokens["token_type"].GetString());
        var token = tokens["access_token"].GetString()!;

        (await MeAsync(("Authorization", "DPoP " + token), ("DPoP", Proof("GET", "/oidc/me", token)))).Expect(200);
        // RFC 9449 section 7.2: never as a bearer token, never without its proof, never with another key.
        (await MeAsync(("Authorization", "Bearer " + token))).Expect(401, "oidc.invalid_token");
        var bare = (await MeAsync(("Authorization", "DPoP " + token))).Expect(401, "oidc.invalid_dpop_proof");
        Assert.StartsWith("DPoP ", bare.Header("WWW-Authenticate"), StringComparison.Ordinal);
        (await MeAsync(("Authorization", "DPoP " + token), ("DPoP", Proof("GET", "/oidc/me", token, new ClientKeys())))).Expect(401, "oidc.invalid_dpop_proof");
        (await MeAsync(("Authorization", "DPoP " + token), ("DPoP", Proof("GET", "/oidc/me")))).Expect(401, "oidc.invalid_dpop_proof");

        var refresh = tokens["refresh_token"].GetString()!;
        (await RefreshAsync(app, refresh)).Expect(400, "oidc.invalid_grant");
        (await RefreshAsync(app, refresh, ("DPoP", Proof("POST", "/oidc/token", keys: new ClientKeys())))).Expect(400, "oidc.invalid_grant");
        (await RefreshAsync(app, refresh, ("DPoP", Proof("POST", "/oidc/token")))).Expect(200);
    }

    [Fact(DisplayName = "RFC 9449 section 11.1: of 50 requests with one proof one gets through, and the code is used once")]
    public async Task A_proof_works_once()
    {
        var app = await Server.NewAppAsync();
        var code = await Server.NewBrowser().CodeAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        var proof = Proof("POST", "/oidc/token");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RedeemAsync(app, code, ("DPoP", proof))));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, "oidc.invalid_dpop_proof"));
    }

    [Fact(DisplayName = "RFC 9449 section 10: a code for a key that the request named is redeemed with that key alone")]
    public async Task The_request_binds_the_code()
    {
        var app = await Server.NewAppAsync();
        var url = AuthUrl(app, ("dpop_jkt", Thumbprint(_keys)));
        var code = await Server.NewBrowser().CodeAsync(url, (await Server.NewSignerAsync()).Username);
        (await RedeemAsync(app, code)).Expect(400, "oidc.invalid_grant");
        (await RedeemAsync(app, code, ("DPoP", Proof("POST", "/oidc/token", keys: new ClientKeys())))).Expect(400, "oidc.invalid_grant");
        (await RedeemAsync(app, code, ("DPoP", Proof("POST", "/oidc/token")))).Expect(200);
    }

    [Fact(DisplayName = "RFC 9449 section 5.2: a client that is registered for bound tokens gets none without a proof")]
    public async Task A_client_that_must_prove()
    {
        var app = await Server.NewAppAsync(moreOidc: ""","dpopBoundAccessTokens":true""");
        var code = await Server.NewBrowser().CodeAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        (await RedeemAsync(app, code)).Expect(400, "oidc.invalid_dpop_proof");
        (await RedeemAsync(app, code, ("DPoP", Proof("POST", "/oidc/token")))).Expect(200);
    }

    [Fact(DisplayName = "RFC 9449 section 7.2: a bound JWT carries cnf.jkt, and the Management API takes it for no bearer token")]
    public async Task A_bound_jwt_is_no_bearer_token()
    {
        var form = OidcCalls.GoodForm();
        var answer = (await Server.TokenAnswerAsync(form, headers: [("DPoP", Proof("POST", "/oidc/token"))])).Expect(200);
        Assert.Equal("DPoP", answer["token_type"].GetString());
        var token = answer["access_token"].GetString()!;
        Assert.Equal(Thumbprint(_keys), OidcCalls.Part(token, 1).GetProperty("cnf").GetProperty("jkt").GetString());
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", "Bearer " + token))).Expect(401, "auth.unauthorized");
    }

    private static string Thumbprint(ClientKeys keys)
    {
        var jwk = System.Text.Json.JsonDocument.Parse(keys.PublicJwk).RootElement;
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{jwk.GetProperty("x").GetString()}}","y":"{{jwk.GetProperty("y").GetString()}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));
    }

    private string Proof(string method, string path, string? accessToken = null, ClientKeys? keys = null)
    {
        var key = keys ?? _keys;
        var hash = accessToken is null ? "" : $",\"ath\":\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)))}\"";
        var now = Server.Clock.GetUtcNow().ToUnixTimeSeconds();
        return key.Sign(
            $$"""{"jti":"{{Identifier.Long()}}","htm":"{{method}}","htu":"{{TestServer.Endpoint + path}}","iat":{{now}}{{hash}}}""",
            $$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{key.PublicJwk}}}""");
    }

    private Task<Answer> MeAsync(params (string, string)[] headers) => Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/oidc/me", null, headers);

    private Task<Answer> RedeemAsync(string app, string code, params (string, string)[] headers) => Server.TokenAnswerAsync(OidcCalls.Form(
        ("grant_type", "authorization_code"), ("client_id", app), ("code", code), ("redirect_uri", Callback), ("code_verifier", Verifier)), headers: headers);

    private Task<Answer> RefreshAsync(string app, string token, params (string, string)[] headers) => Server.TokenAnswerAsync(OidcCalls.Form(
        ("grant_type", "refresh_token"), ("client_id", app), ("refresh_token", token)), headers: headers);
}
