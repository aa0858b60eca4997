using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 1: who may call, from where, and what an unknown path is.</summary>
public sealed class AccountEdgeTests(AccountServer accounts) : AccountTest(accounts)
{
    private static readonly string[] Paths = ["/api/my-account", "/api/my-account/mfa-verifications"];

    public static TheoryData<string> Every { get; } = new(RouteTable.Account.Select(route => route.Name));

    private Task<Answer> AskAsync(string name, params (string, string)[] headers)
    {
        var parts = name.Split(' ');
        var path = System.Text.RegularExpressions.Regex.Replace(parts[1], @"\{\w+\}", "x");
        return Server.Anonymous.SendAnswerAsync(new HttpMethod(parts[0]), path, parts[0] is "GET" or "DELETE" ? null : "{}", headers);
    }

    [Theory(DisplayName = "Contract 1: every route wants the opaque token of a user: 401 auth.*")]
    [MemberData(nameof(Every))]
    public async Task Every_route_wants_a_token(string name)
    {
        (await AskAsync(name)).Expect(401, "auth.authorization_header_missing");
        var other = (await AskAsync(name, ("Authorization", "Basic eDp5"))).Expect(401, "auth.authorization_token_type_not_supported");
        Assert.Equal("""{"supportedTypes":["Bearer"]}""", other["data"].GetRawText());
        (await AskAsync(name, ("Authorization", "Bearer"))).Expect(401, "auth.unauthorized");
        (await AskAsync(name, ("Authorization", "Bearer " + OpaqueToken.New()))).Expect(401, "auth.unauthorized");
        // The JWT of an application, for the Management API.
        (await AskAsync(name, ("Authorization", "Bearer " + await Server.TokenAsync()))).Expect(401, "auth.unauthorized");
    }

    [Theory(DisplayName = "Contract 1: where the account center is off, every route answers 400 account_center.not_enabled")]
    [MemberData(nameof(Every))]
    public async Task Every_route_is_off_with_the_account_center(string name)
    {
        var user = await NewUserAsync();
        await SetAsync(isEnabled: false);
        (await AskAsync(name, ("Authorization", "Bearer " + user.Token))).Expect(400, "account_center.not_enabled");
    }

    [Fact(DisplayName = "Contract 1: 403 auth.forbidden without scope openid, before anything else is looked at")]
    public async Task Without_openid()
    {
        var user = await NewUserAsync("profile email");
        await SetAsync(isEnabled: false);
        foreach (var path in Paths) (await user.GetAsync(path)).Expect(403, "auth.forbidden");
    }

    [Fact(DisplayName = "Contract 1: the JWT of a user, a refresh token and a code are no opaque access tokens")]
    public async Task Other_tokens_of_the_user()
    {
        var user = await NewUserAsync();
        var tokens = await user.Authorized.TokensAsync();
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/my-account", null, ("Authorization", "Bearer " + tokens["access_token"].GetString()))).Expect(200);
        foreach (var value in new[] { tokens["refresh_token"].GetString(), tokens["id_token"].GetString(), await user.Authorized.CodeAsync() })
            (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/my-account", null, ("Authorization", "Bearer " + value))).Expect(401, "auth.unauthorized");

        var indicator = await Server.AddUserResourceAsync(user.Id, scopes: "read");
        var other = await Authorized.CreateAsync(Server, resources: new Dictionary<string, string> { [indicator] = "read" }, userId: user.Id);
        var jwt = (await other.AskAsync([("grant_type", "refresh_token"), ("refresh_token", await other.RefreshTokenAsync()), ("resource", indicator)])).Expect(200)["access_token"].GetString()!;
        Assert.Equal(3, jwt.Split('.').Length);
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/my-account", null, ("Authorization", "Bearer " + jwt))).Expect(401, "auth.unauthorized");
    }

    [Fact(DisplayName = "Contract 1: a token that expired, was revoked, or whose session is over, is worth nothing")]
    public async Task Tokens_that_are_over()
    {
        var user = await NewUserAsync();
        await user.TakeTokenAsync(AccountUser.AllScopes, TimeSpan.FromMinutes(5));
        (await user.GetAsync()).Expect(200);
        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        (await user.GetAsync()).Expect(401, "auth.unauthorized");

        await user.TakeTokenAsync(AccountUser.AllScopes, endsWithSession: true);
        (await user.GetAsync()).Expect(200);
        await user.Authorized.EndSessionAsync();
        (await user.GetAsync()).Expect(401, "auth.unauthorized");

        await user.TakeTokenAsync(AccountUser.AllScopes);
        (await user.GetAsync()).Expect(200);
        await Server.InDatabaseAsync(db => db.Grants.Where(grant => grant.Id == user.Authorized.GrantId).ExecuteDeleteAsync());
        (await user.GetAsync()).Expect(401, "auth.unauthorized");
    }

    [Fact(DisplayName = "RFC 9449 section 7.1: a token that is bound to a key is no bearer token")]
    public async Task A_bound_token()
    {
        var user = await NewUserAsync();
        await user.TakeTokenAsync(AccountUser.AllScopes, details: details => details with { DpopJkt = "thumbprint" });
        (await user.GetAsync()).Expect(401, "auth.unauthorized");
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/my-account", null, ("Authorization", "DPoP " + user.Token))).Expect(401, "auth.authorization_token_type_not_supported");
    }

    [Fact]
    public async Task Whoever_is_suspended_or_gone_is_out()
    {
        var user = await NewUserAsync();
        await Server.InDatabaseAsync(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsSuspended, true)));
        (await user.GetAsync()).Expect(401, "user.suspended");
        (await user.GivePasswordAsync()).Expect(401, "user.suspended");
        await Server.InDatabaseAsync(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsSuspended, false)));
        await Server.SuspendAsync(user.Id);
        (await user.GetAsync()).Expect(401);

        var gone = await NewUserAsync();
        (await Api.DeleteAnswerAsync($"/api/users/{gone.Id}")).Expect(204);
        (await gone.GetAsync()).Expect(401, "auth.unauthorized");
    }

    [Fact]
    public async Task A_token_is_good_in_its_own_tenant_alone()
    {
        var user = await NewUserAsync();
        (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/my-account", null, ("Authorization", "Bearer " + user.Token))).Expect(401, "auth.unauthorized");
    }

    [Fact(DisplayName = "Contract 1: CORS is open to any origin, credentials are not spoken of")]
    public async Task Origins()
    {
        var user = await NewUserAsync();
        const string Origin = "https://shop.example";
        foreach (var path in (string[])["/api/my-account", "/api/verifications/password", "/api/my-account/unknown"])
        {
            var preflight = (await Server.Anonymous.SendAnswerAsync(
                HttpMethod.Options, path, null, ("Origin", Origin), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "authorization,logto-verification-id"))).Expect(204);
            Assert.Equal(
                (Origin, "GET,HEAD,PUT,POST,DELETE,PATCH", "authorization,logto-verification-id", null),
                (preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Methods"), preflight.Header("Access-Control-Allow-Headers"), preflight.Header("Access-Control-Allow-Credentials")));
        }

        user.Headers.Add(("Origin", Origin));
        foreach (var answer in new[] { (await user.GetAsync()).Expect(200), (await user.PatchAsync(new { name = 1 })).Expect(400), await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/my-account", null, ("Origin", Origin)) })
            Assert.Equal((Origin, "*", "Origin"), (answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Expose-Headers"), answer.Header("Vary")));
        Assert.Null((await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/my-account")).Header("Access-Control-Allow-Origin"));
    }

    [Fact(DisplayName = "Contract 1: another method is 405, another path 404, both as plain text; answers are stored nowhere")]
    public async Task Methods_and_paths()
    {
        var user = await NewUserAsync();
        Assert.Equal("Method Not Allowed", (await user.DeleteAsync("/api/my-account")).Expect(405).Text);
        Assert.Equal("Method Not Allowed", (await user.GetAsync("/api/my-account/identities")).Expect(405).Text);
        Assert.Equal("Not Found", (await user.GetAsync("/api/my-account/personal-access-tokens")).Expect(404).Text);
        Assert.Equal("Not Found", (await user.GetAsync("/api/verifications")).Expect(404).Text);
        Assert.Equal("no-store", (await user.GetAsync()).Header("Cache-Control"));
    }
}
