using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 7662; contract/oidc.md 18.</summary>
public sealed class IntrospectionTests : ServerTest
{
    private const string Inactive = """{"active":false}""";

    [Fact]
    public async Task Live_tokens()
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional, resources: new Dictionary<string, string> { ["https://api.test/x"] = "read" });
        var given = (await app.RedeemAsync(await app.CodeAsync(details => details with { Sid = "sid-1" }))).Expect(200);
        var access = await AskAsync(app, given["access_token"].GetString()!);
        Assert.Equal(["active", "sub", "client_id", "exp", "iat", "iss", "scope", "token_type", "sid"], Members(access.Json));
        Assert.Equal((app.UserId, app.ClientId, Authorized.Everything, "Bearer"), (access["sub"].GetString(), access["client_id"].GetString(), access["scope"].GetString(), access["token_type"].GetString()));
        Assert.Equal((3600, TestServer.Endpoint + "/oidc"), (access["exp"].GetInt64() - access["iat"].GetInt64(), access["iss"].GetString()));
        Assert.Equal("no-store", access.Header("Cache-Control"));
        var refresh = await AskAsync(app, given["refresh_token"].GetString()!);
        Assert.Equal(["active", "sub", "client_id", "exp", "iat", "iss", "scope", "sid"], Members(refresh.Json));
        Assert.Equal(Authorized.Everything + " read", refresh["scope"].GetString());
    }

    [Fact(DisplayName = "Contract 18: any confidential client may ask about any token, a public one about its own")]
    public async Task Who_may_ask()
    {
        var (page, other) = (await Authorized.CreateAsync(Server), await Authorized.CreateAsync(Server, ApplicationType.Traditional));
        var (of, ofOther) = (await page.AccessTokenAsync(), await other.AccessTokenAsync());
        Assert.True((await AskAsync(page, of))["active"].GetBoolean());
        Assert.True((await AskAsync(other, of))["active"].GetBoolean());
        Assert.Equal(Inactive, (await AskAsync(page, ofOther)).Text);
        (await Server.FormAnswerAsync("/oidc/token/introspection", Form(("token", of)))).ExpectError(400, "invalid_request");
        var wrong = (await Server.FormAnswerAsync("/oidc/token/introspection", Form(("token", of)), Basic(other.ClientId, "wrong"))).ExpectError(401, "invalid_client");
        Assert.StartsWith("Basic realm=", wrong.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_tokens_all_look_alike()
    {
        var app = await Authorized.CreateAsync(Server, scope: "openid", custom: """{"alwaysIssueRefreshToken":true}""");
        var given = await app.TokensAsync();
        var (access, refresh) = (given["access_token"].GetString()!, given["refresh_token"].GetString()!);
        foreach (var mutated in People.Mutations(access)) Assert.Equal(Inactive, (await AskAsync(app, mutated)).Text);
        Assert.Equal(Inactive, (await AskAsync(app, await app.CodeAsync())).Text);
        var next = (await app.RefreshAsync(refresh)).Expect(200)["refresh_token"].GetString()!;
        Assert.Equal(Inactive, (await AskAsync(app, refresh)).Text);
        Assert.True((await AskAsync(app, next))["active"].GetBoolean());
        await app.EndSessionAsync();
        Assert.Equal(Inactive, (await AskAsync(app, access)).Text);
        Assert.Equal(Inactive, (await AskAsync(app, next)).Text);
    }

    [Fact]
    public async Task Jwts_and_nothing_are_refused()
    {
        var app = await Authorized.CreateAsync(Server);
        var given = await app.TokensAsync();
        (await app.AskAtAsync("/oidc/token/introspection", ("token", given["id_token"].GetString()!))).ExpectError(400, "unsupported_token_type");
        (await app.AskAtAsync("/oidc/token/introspection")).ExpectError(400, "invalid_request");
        Assert.True((await AskAsync(app, given["access_token"].GetString()!, ("token_type_hint", "nonsense")))["active"].GetBoolean());
        var plain = (await app.AskAtAsync("/oidc/token/introspection?parse_error=false")).Expect(400);
        Assert.Equal(["error", "error_description"], Members(plain.Json));
    }

    [Fact(DisplayName = "RFC 9449 section 6.2, RFC 8693 section 4.1: cnf and act")]
    public async Task A_bound_token_with_an_actor()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = await app.AccessTokenAsync();
        var details = new TokenDetails { DpopJkt = "key", Actor = "boss" }.ToStored();
        await app.ChangeTokenAsync(token, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Details, details)));
        var answer = await AskAsync(app, token);
        Assert.Equal(("DPoP", "key", "boss", app.UserId), (answer["token_type"].GetString(), answer["cnf"].GetProperty("jkt").GetString(), answer["act"].GetProperty("sub").GetString(), answer["sub"].GetString()));
    }

    private static async Task<Answer> AskAsync(Authorized app, string token, params (string Name, string? Value)[] more) =>
        (await app.AskAtAsync("/oidc/token/introspection", [("token", token), .. more])).Expect(200);
}
