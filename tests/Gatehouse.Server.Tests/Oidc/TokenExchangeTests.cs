using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 8693; contract/oidc.md 15.4 and management-misc.md 9.</summary>
public sealed class TokenExchangeTests : ServerTest
{
    public const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
    public const string Impersonation = "urn:logto:token-type:impersonation_token";
    public const string Personal = "urn:logto:token-type:personal_access_token";
    private const string Allowed = """{"allowTokenExchange":true}""";

    [Fact(DisplayName = "Contract 15.4: the answer; alone, an opaque token that userinfo takes; never ID or refresh tokens")]
    public async Task An_opaque_token_for_an_opaque_token()
    {
        var app = await Authorized.CreateAsync(Server, custom: Allowed);
        var token = await app.AccessTokenAsync();
        var answer = (await ExchangeAsync(app, token, AccessToken, ("scope", "openid profile offline_access read"))).Expect(200);
        Assert.Equal(["access_token", "expires_in", "scope", "token_type"], Members(answer.Json));
        Assert.Equal("openid profile offline_access", answer["scope"].GetString());
        Assert.Equal(app.UserId, (await app.MeAsync(answer["access_token"].GetString()!)).Expect(200)["sub"].GetString());
        Assert.Equal("", (await ExchangeAsync(app, token, AccessToken)).Expect(200)["scope"].GetString());
    }

    [Fact(DisplayName = "Contract 15.4: with resource, the scopes asked for and owned by the subject")]
    public async Task Resources_and_organizations()
    {
        var app = await Authorized.CreateAsync(Server, custom: Allowed);
        var resource = await Server.AddUserResourceAsync(app.UserId, 500, "read", "write");
        var place = await Server.AddMembershipAsync(app.UserId);
        var token = await app.AccessTokenAsync();
        var claims = Authorized.Claims((await ExchangeAsync(app, token, AccessToken, ("resource", resource), ("scope", "write read"))).Expect(200), "access_token");
        Assert.Equal((resource, "read", app.UserId, app.ClientId), (claims.GetProperty("aud").GetString(), claims.GetProperty("scope").GetString(), claims.GetProperty("sub").GetString(), claims.GetProperty("client_id").GetString()));
        var organization = Authorized.Claims((await ExchangeAsync(app, token, AccessToken, ("organization_id", place.OrganizationId), ("scope", $"{place.NotOwned} {place.Owned}"))).Expect(200), "access_token");
        Assert.Equal(("urn:logto:organization:" + place.OrganizationId, place.Owned), (organization.GetProperty("aud").GetString(), organization.GetProperty("scope").GetString()));
        (await ExchangeAsync(app, token, AccessToken, ("resource", "https://nobody.test"))).ExpectError(400, "invalid_target");
        (await ExchangeAsync(app, token, AccessToken, ("organization_id", "nowhere"))).ExpectError(403, "access_denied");
    }

    [Fact(DisplayName = "RFC 9068 section 4: a JWT of ours of type at+jwt counts, whatever its audience; an ID token does not")]
    public async Task Jwt_access_tokens()
    {
        var user = await Server.AddUserAsync();
        var resource = await Server.AddUserResourceAsync(user, 600, "read");
        var app = await Authorized.CreateAsync(Server, custom: Allowed, resources: new Dictionary<string, string> { [resource] = "read" }, userId: user);
        var given = (await app.RedeemAsync(await app.CodeAsync(), ("resource", resource))).Expect(200);
        var jwt = given["access_token"].GetString()!;
        (await ExchangeAsync(app, jwt, AccessToken)).Expect(200);
        (await ExchangeAsync(app, given["id_token"].GetString()!, AccessToken)).ExpectGrantRefused();
        (await ExchangeAsync(app, await Server.TokenAsync(), AccessToken)).ExpectGrantRefused();
        (await ExchangeAsync(app, given["refresh_token"].GetString()!, AccessToken)).ExpectGrantRefused();
        var signature = jwt.LastIndexOf('.') + 1;
        // The last character of a signature has bits that count for nothing.
        foreach (var at in Enumerable.Range(0, jwt.Length - 1).Where(at => at % 7 == 0 || at >= signature))
        {
            var mutated = jwt[..at] + (jwt[at] == 'A' ? 'B' : 'A') + jwt[(at + 1)..];
            (await ExchangeAsync(app, mutated, AccessToken)).ExpectGrantRefused();
        }

        (await ExchangeAsync(app, jwt[..^1], AccessToken)).ExpectGrantRefused();
        (await ExchangeAsync(app, jwt[..signature], AccessToken)).ExpectGrantRefused();
    }

    [Theory(DisplayName = "Contract 15.4: other types, unknown tokens")]
    [InlineData("x", AccessToken)]
    [InlineData("x.y.z", AccessToken)]
    [InlineData("sub_x", AccessToken)]
    [InlineData("sub_x", Impersonation)]
    [InlineData("pat_x", Personal)]
    [InlineData("x", "urn:ietf:params:oauth:token-type:id_token")]
    [InlineData("x", "urn:ietf:params:oauth:token-type:jwt")]
    [InlineData("x", "x")]
    public async Task Unknown_tokens(string token, string type) =>
        (await ExchangeAsync(await Authorized.CreateAsync(Server, custom: Allowed), token, type)).ExpectGrantRefused();

    [Fact]
    public async Task What_is_missing_and_who_may_not()
    {
        var app = await Authorized.CreateAsync(Server, custom: Allowed);
        (await ExchangeAsync(app, "x", AccessToken, ("subject_token", null))).ExpectError(400, "invalid_request");
        (await ExchangeAsync(app, "x", AccessToken, ("subject_token_type", null))).ExpectError(400, "invalid_request");
        (await ExchangeAsync(await Authorized.CreateAsync(Server), "x", AccessToken)).ExpectError(400, "invalid_request");
        await Server.ChangeAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync($"UPDATE applications SET is_third_party = {true} WHERE id = {app.ClientId}");
        });
        (await ExchangeAsync(app, "x", AccessToken)).ExpectError(400, "invalid_request");
    }

    [Theory(DisplayName = "Contract 15.4: an impersonation token, under its own type and for compatibility, once")]
    [InlineData(Impersonation)]
    [InlineData(AccessToken)]
    public async Task Impersonation_tokens_are_used_once(string type)
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional, custom: Allowed);
        var user = await Server.AddUserAsync();
        var made = (await Server.Api.PostAnswerAsync("/api/subject-tokens", new { userId = user, context = new { ticket = 7 } })).Expect(201);
        Assert.Equal(["subjectToken", "expiresIn"], Members(made.Json));
        Assert.Equal(600, made["expiresIn"].GetInt32());
        var token = made["subjectToken"].GetString()!;
        Assert.StartsWith("sub_", token, StringComparison.Ordinal);
        // What is refused does not use it up.
        (await ExchangeAsync(app, token, type, ("resource", "https://nobody.test"))).ExpectError(400, "invalid_target");
        foreach (var mutated in People.Mutations(token).Where((_, at) => at % 5 == 0)) (await ExchangeAsync(app, mutated, type)).ExpectGrantRefused();
        var answer = (await ExchangeAsync(app, token, type, ("scope", "openid"))).Expect(200);
        Assert.Equal(user, (await app.MeAsync(answer["access_token"].GetString()!)).Expect(200)["sub"].GetString());
        (await ExchangeAsync(app, token, type)).ExpectGrantRefused();
        (await app.MeAsync(answer["access_token"].GetString()!)).Expect(200);
    }

    [Fact]
    public async Task An_expired_impersonation_token_is_refused()
    {
        var app = await Authorized.CreateAsync(Server, custom: Allowed);
        var token = await ImpersonationAsync(app.UserId);
        var (digest, now) = (OpaqueToken.DigestOf(token), Server.Clock.GetUtcNow().UtcDateTime);
        await Server.InDatabaseAsync(db => db.SubjectTokens.Where(row => row.Digest == digest).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        (await ExchangeAsync(app, token, Impersonation)).ExpectGrantRefused();
    }

    [Fact(DisplayName = "50 exchanges of one impersonation token: one succeeds, and keeps what it got")]
    public async Task A_race_has_one_winner()
    {
        var app = await Authorized.CreateAsync(Server, custom: Allowed);
        var token = await ImpersonationAsync(app.UserId);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ExchangeAsync(app, token, Impersonation, ("scope", "openid"))));
        var won = Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => answer != won), answer => answer.ExpectGrantRefused());
        (await app.MeAsync(won["access_token"].GetString()!)).Expect(200);
    }

    [Fact(DisplayName = "Contract 15.4: a personal access token, as often as one likes until it expires")]
    public async Task Personal_access_tokens()
    {
        var app = await Authorized.CreateAsync(Server, custom: Allowed);
        var (good, old) = (await PersonalAsync(app.UserId, null), await PersonalAsync(app.UserId, Server.Clock.GetUtcNow().UtcDateTime));
        for (var i = 0; i < 2; i++) (await ExchangeAsync(app, good, Personal)).Expect(200);
        (await ExchangeAsync(app, old, Personal)).ExpectGrantRefused();
        (await ExchangeAsync(app, good, AccessToken)).ExpectGrantRefused();
        (await ExchangeAsync(app, good, Impersonation)).ExpectGrantRefused();
        foreach (var mutated in People.Mutations(good).Where((_, at) => at % 5 == 0)) (await ExchangeAsync(app, mutated, Personal)).ExpectGrantRefused();
    }

    [Fact(DisplayName = "RFC 8693 section 4.1: the actor is a live opaque token with openid")]
    public async Task Actors()
    {
        var app = await Authorized.CreateAsync(Server, custom: Allowed);
        var resource = await Server.AddUserResourceAsync(app.UserId, 600, "read");
        var boss = await Authorized.CreateAsync(Server);
        var actor = await boss.AccessTokenAsync();
        var answer = (await ExchangeAsync(app, await ImpersonationAsync(app.UserId), Impersonation, ("resource", resource), ("actor_token", actor), ("actor_token_type", AccessToken))).Expect(200);
        Assert.Equal(boss.UserId, Authorized.Claims(answer, "access_token").GetProperty("act").GetProperty("sub").GetString());

        var token = await app.AccessTokenAsync();
        (await ExchangeAsync(app, token, AccessToken, ("actor_token", actor))).ExpectGrantRefused();
        (await ExchangeAsync(app, token, AccessToken, ("actor_token", actor), ("actor_token_type", Impersonation))).ExpectGrantRefused();
        (await ExchangeAsync(app, token, AccessToken, ("actor_token", "x"), ("actor_token_type", AccessToken))).ExpectGrantRefused();
        (await ExchangeAsync(app, token, AccessToken, ("actor_token", Authorized.Claims(answer, "access_token").GetRawText()), ("actor_token_type", AccessToken))).ExpectGrantRefused();
        var mute = (await boss.RefreshAsync(await boss.RefreshTokenAsync(), ("scope", "profile"))).Expect(200)["access_token"].GetString()!;
        (await ExchangeAsync(app, token, AccessToken, ("actor_token", mute), ("actor_token_type", AccessToken))).ExpectGrantRefused();
        await Server.SuspendAsync(boss.UserId);
        (await ExchangeAsync(app, token, AccessToken, ("actor_token", actor), ("actor_token_type", AccessToken))).ExpectGrantRefused();
    }

    [Fact(DisplayName = "Contract management-misc.md 9: the subject-token API")]
    public async Task The_api()
    {
        (await Server.Api.PostAnswerAsync("/api/subject-tokens", new { userId = "nobody" })).Expect(404, "entity.relation_foreign_key_not_found");
        (await Server.Api.PostAnswerAsync("/api/subject-tokens", new { })).Expect(400, "guard.invalid_input");
        (await Server.Api.PostAnswerAsync("/api/subject-tokens", new { userId = 1 })).Expect(400, "guard.invalid_input");
        (await Server.Api.PostAnswerAsync("/api/subject-tokens", new { userId = "x", context = "text" })).Expect(400, "guard.invalid_input");
        (await Server.Anonymous.PostAnswerAsync("/api/subject-tokens", new { userId = "x" })).Expect(401);
        var user = await Server.AddUserAsync();
        var token = await ImpersonationAsync(user);
        var digest = OpaqueToken.DigestOf(token);
        var row = await Server.InDatabaseAsync(db => db.SubjectTokens.AsNoTracking().SingleAsync(row => row.Digest == digest));
        Assert.Equal((user, TestServer.ApplicationId, "{}"), (row.UserId, row.CreatorId, row.Context.Text));
        var entry = await Server.InDatabaseAsync(async db => (await db.Audit.AsNoTracking().Where(entry => entry.Key == "Change.SubjectToken.Created").ToListAsync()).Single(entry => entry.Payload.Text.Contains(user, StringComparison.Ordinal)));
        Assert.DoesNotContain(token, entry.Payload.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(digest, entry.Payload.Text, StringComparison.Ordinal);
    }

    internal static Task<Answer> ExchangeAsync(Authorized app, string token, string type, params (string Name, string? Value)[] changed) =>
        app.AskAsync([("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", token), ("subject_token_type", type)], changed);

    private async Task<string> ImpersonationAsync(string userId) =>
        (await Server.Api.PostAnswerAsync("/api/subject-tokens", new { userId })).Expect(201)["subjectToken"].GetString()!;

    private async Task<string> PersonalAsync(string userId, DateTime? expiresAt)
    {
        var value = PersonalAccessToken.Prefix + OpaqueToken.New();
        await Server.InDatabaseAsync(async db =>
        {
            db.PersonalAccessTokens.Add(new PersonalAccessToken
            {
                TenantId = "default", UserId = userId, Name = TestServer.Unique(), Value = Server.Services.GetRequiredService<Sealer>().Seal(value),
                Digest = OpaqueToken.DigestOf(value), CreatedAt = DateTime.UnixEpoch, ExpiresAt = expiresAt,
            });
            return await db.SaveChangesAsync();
        });
        return value;
    }
}
