using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 6749 section 6, RFC 9700 section 4.14, OpenID Connect Core section 12; contract/oidc.md 12 to 14 and 15.2.</summary>
public sealed class RefreshTokenTests : ServerTest
{
    [Theory(DisplayName = "Contract 12: who rotates, and for how long")]
    [InlineData(ApplicationType.SPA, "{}", true)]
    [InlineData(ApplicationType.Native, "{}", true)]
    [InlineData(ApplicationType.Traditional, "{}", false)]
    [InlineData(ApplicationType.SPA, """{"rotateRefreshToken":false}""", false)]
    public async Task Rotation(ApplicationType type, string custom, bool rotates)
    {
        var app = await Authorized.CreateAsync(Server, type, custom: custom);
        var first = await app.RefreshTokenAsync();
        var answer = (await app.RefreshAsync(first)).Expect(200);
        Assert.Equal(["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"], Members(answer.Json));
        var second = answer["refresh_token"].GetString()!;
        Assert.Equal(rotates, first != second);
        (await app.RefreshAsync(second)).Expect(200);
    }

    [Theory(DisplayName = "Contract 12: a confidential client's token is replaced when 70 % of its time are over; a page's successor ends when it would have")]
    [InlineData(ApplicationType.Traditional, 9.7, 14.0, null)]
    [InlineData(ApplicationType.Traditional, 9.9, 14.0, 14.0)]
    [InlineData(ApplicationType.Native, 5.0, 14.0, 14.0)]
    [InlineData(ApplicationType.SPA, 5.0, 14.0, 9.0)]
    public async Task Lifetime_of_the_successor(ApplicationType type, double age, double ttl, double? successor)
    {
        var app = await Authorized.CreateAsync(Server, type);
        var first = await app.RefreshTokenAsync();
        var created = Server.Clock.GetUtcNow().UtcDateTime.AddDays(-age);
        await app.ChangeTokenAsync(first, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, created).SetProperty(row => row.ExpiresAt, created.AddDays(ttl))));
        var second = (await app.RefreshAsync(first)).Expect(200)["refresh_token"].GetString()!;
        Assert.Equal(successor is not null, first != second);
        if (successor is null) return;
        var digest = OpaqueToken.DigestOf(second);
        var end = await Server.InDatabaseAsync(db => db.IssuedTokens.Where(token => token.Digest == digest).Select(token => token.ExpiresAt).SingleAsync());
        Assert.Equal(successor.Value, (end - Server.Clock.GetUtcNow().UtcDateTime).TotalDays, 0.01);
    }

    [Fact(DisplayName = "Contract 12: a replaced token works three seconds longer; then its use kills every branch, access tokens included")]
    public async Task Late_reuse_kills_the_family()
    {
        var app = await Authorized.CreateAsync(Server);
        var first = await app.RefreshTokenAsync();
        var answers = new List<Answer>();
        for (var i = 0; i < 3; i++) answers.Add((await app.RefreshAsync(first)).Expect(200));
        Assert.Equal(3, answers.Select(answer => answer["refresh_token"].GetString()).Distinct().Count());
        answers.Add((await app.RefreshAsync(answers[1]["refresh_token"].GetString()!)).Expect(200));

        await app.ConsumedAsync(first, 3.5);
        (await app.RefreshAsync(first, ("scope", "beyond"))).Expect(400, "oidc.invalid_scope");
        Assert.True(await app.HasGrantAsync());
        (await app.RefreshAsync(first)).ExpectGrantRefused();
        Assert.False(await app.HasGrantAsync());
        foreach (var answer in answers)
        {
            (await app.RefreshAsync(answer["refresh_token"].GetString()!)).ExpectGrantRefused();
            (await app.MeAsync(answer["access_token"].GetString()!)).Expect(401);
        }
    }

    [Fact(DisplayName = "Contract 12: uses inside the leeway do not prolong it")]
    public async Task The_leeway_counts_from_the_first_use()
    {
        var app = await Authorized.CreateAsync(Server);
        var first = await app.RefreshTokenAsync();
        (await app.RefreshAsync(first)).Expect(200);
        await app.ConsumedAsync(first, 2);
        (await app.RefreshAsync(first)).Expect(200);
        var digest = OpaqueToken.DigestOf(first);
        var consumed = await Server.InDatabaseAsync(db => db.IssuedTokens.Where(token => token.Digest == digest).Select(token => token.ConsumedAt).SingleAsync());
        Assert.True(Server.Clock.GetUtcNow().UtcDateTime - consumed > TimeSpan.FromSeconds(2));
    }

    [Fact(DisplayName = "50 requests with one token at once: each gets a line of its own; late reuse ends all of them")]
    public async Task A_race_inside_the_leeway()
    {
        await using var server = await TestServer.StartAsync();
        var app = await Authorized.CreateAsync(server);
        var first = await app.RefreshTokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.RefreshAsync(first)));
        Assert.All(answers, answer => answer.Expect(200));
        Assert.Equal(50, answers.Select(answer => answer["refresh_token"].GetString()).Distinct().Count());
        server.Clock.Advance(TimeSpan.FromSeconds(4));
        var late = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i == 25 ? app.RefreshAsync(first) : app.RefreshAsync(answers[i]["refresh_token"].GetString()!)));
        late[25].ExpectGrantRefused();
        // Whatever was refreshed while the family died has died with it.
        foreach (var answer in answers.Concat(late.Where(answer => (int)answer.Status == 200)))
        {
            (await app.RefreshAsync(answer["refresh_token"].GetString()!)).ExpectGrantRefused();
            (await app.MeAsync(answer["access_token"].GetString()!)).Expect(401);
        }
    }

    [Fact]
    public async Task Mutated_refresh_tokens_are_refused()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = await app.RefreshTokenAsync();
        foreach (var mutated in People.Mutations(token)) (await app.RefreshAsync(mutated)).ExpectGrantRefused();
        (await app.RefreshAsync(token)).Expect(200);
    }

    [Fact]
    public async Task Another_client_can_not_use_it_and_nothing_happens_to_it()
    {
        var app = await Authorized.CreateAsync(Server);
        var other = await Authorized.CreateAsync(Server, ApplicationType.Traditional);
        var token = await app.RefreshTokenAsync();
        (await other.RefreshAsync(token)).ExpectGrantRefused();
        await app.ConsumedAsync(token, 100);
        (await other.RefreshAsync(token)).ExpectGrantRefused();
        Assert.True(await app.HasGrantAsync());
    }

    [Fact]
    public async Task An_expired_one_is_refused()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = await app.RefreshTokenAsync();
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await app.ChangeTokenAsync(token, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        (await app.RefreshAsync(token)).ExpectGrantRefused();
        (await app.RefreshAsync(token, ("refresh_token", null))).ExpectError(400, "invalid_request");
    }

    [Fact(DisplayName = "OpenID Connect Core section 12.2, SDK checklist 3: a new ID token with live claims, a fresh iat and the old nonce")]
    public async Task A_refreshed_id_token_is_new()
    {
        await using var server = await TestServer.StartAsync();
        var app = await Authorized.CreateAsync(server);
        var first = await app.TokensAsync();
        (await server.Api.PatchAnswerAsync("/api/users/" + app.UserId, new { name = "Bea" })).Expect(200);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var second = Authorized.Claims((await app.RefreshAsync(first["refresh_token"].GetString()!)).Expect(200));
        Assert.Equal(("Bea", "n-1"), (second.GetProperty("name").GetString(), second.GetProperty("nonce").GetString()));
        Assert.True(second.GetProperty("iat").GetInt64() >= Authorized.Claims(first).GetProperty("iat").GetInt64() + 600);
    }

    [Fact(DisplayName = "RFC 6749 section 6: narrower for this answer, and the refresh token keeps what it has")]
    public async Task Narrowing()
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional);
        var token = await app.RefreshTokenAsync();
        var narrow = (await app.RefreshAsync(token, ("scope", "profile"))).Expect(200);
        Assert.Equal("profile", narrow["scope"].GetString());
        Assert.False(narrow.Json.TryGetProperty("id_token", out _));
        (await app.MeAsync(narrow["access_token"].GetString()!)).Expect(403, "oidc.insufficient_scope");
        var openid = (await app.RefreshAsync(token, ("scope", "openid"))).Expect(200);
        Assert.False(Authorized.Claims(openid).TryGetProperty("name", out _));
        var refused = (await app.RefreshAsync(token, ("scope", "openid email"))).Expect(400, "oidc.invalid_scope");
        Assert.Equal("email", refused["scope"].GetString());
        Assert.Equal(Authorized.Everything, (await app.RefreshAsync(token)).Expect(200)["scope"].GetString());
    }

    [Fact(DisplayName = "Contract 13, SDK checklist 6: every resource of the authorization, from one refresh token; scopes are those owned now")]
    public async Task Resources()
    {
        var user = await Server.AddUserAsync();
        var (orders, stock) = (await Server.AddUserResourceAsync(user, 500, "read", "write"), await Server.AddUserResourceAsync(user, 600));
        var foreign = await Server.AddUserResourceAsync(user, 600, "read");
        var app = await Authorized.CreateAsync(
            Server, ApplicationType.Traditional, resources: new Dictionary<string, string> { [orders] = "read write", [stock] = "" }, userId: user);
        var token = await app.RefreshTokenAsync();
        var answer = (await app.RefreshAsync(token, ("resource", orders))).Expect(200);
        Assert.Equal(("read", 500), (answer["scope"].GetString(), answer["expires_in"].GetInt32()));
        Assert.True(answer.Json.TryGetProperty("id_token", out _));
        var none = (await app.RefreshAsync(token, ("resource", stock))).Expect(200);
        Assert.Equal(("", ""), (none["scope"].GetString(), Authorized.Claims(none, "access_token").GetProperty("scope").GetString()));
        (await app.RefreshAsync(token, ("resource", foreign))).ExpectError(400, "invalid_target");
        (await app.RefreshAsync(token, ("resource", "urn:logto:resource:organizations"))).ExpectError(400, "invalid_target");
        (await app.RefreshAsync(token, ("resource", "nonsense"))).ExpectError(400, "invalid_target");

        // RFC 9700: a permission that was taken away is gone at the next token.
        await Server.ChangeAsync(db => db.UserRoles.Where(role => role.UserId == user).ExecuteDeleteAsync());
        Assert.Equal("", (await app.RefreshAsync(token, ("resource", orders))).Expect(200)["scope"].GetString());
    }

    [Fact(DisplayName = "Contract 14: organization tokens, alone and beside a resource")]
    public async Task Organizations()
    {
        var user = await Server.AddUserAsync();
        var resource = await Server.AddUserResourceAsync(user, 600, "mine");
        var (place, elsewhere) = (await Server.AddMembershipAsync(user, resource), await Server.AddMembershipAsync(user, resource));
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional, "openid offline_access urn:logto:scope:organizations", resources: new Dictionary<string, string>
        {
            ["urn:logto:resource:organizations"] = $"{place.Owned} {place.NotOwned} {elsewhere.Owned}",
            [resource] = $"mine {place.Owned} {elsewhere.Owned}",
        }, userId: user);
        var token = await app.RefreshTokenAsync();

        var alone = (await app.RefreshAsync(token, ("organization_id", place.OrganizationId))).Expect(200);
        var claims = Authorized.Claims(alone, "access_token");
        Assert.Equal("urn:logto:organization:" + place.OrganizationId, claims.GetProperty("aud").GetString());
        Assert.Equal((place.Owned, 3600), (claims.GetProperty("scope").GetString(), alone["expires_in"].GetInt32()));
        Assert.False(claims.TryGetProperty("organization_id", out _));
        Assert.Equal([place.OrganizationId, elsewhere.OrganizationId], Authorized.Claims(alone).GetProperty("organizations").EnumerateArray().Select(id => id.GetString()!).OrderByDescending(id => id == place.OrganizationId));

        var beside = Authorized.Claims((await app.RefreshAsync(token, ("organization_id", place.OrganizationId), ("resource", resource))).Expect(200), "access_token");
        Assert.Equal((resource, place.OrganizationId, place.Owned + " mine"), (beside.GetProperty("aud").GetString(), beside.GetProperty("organization_id").GetString(), beside.GetProperty("scope").GetString()));
        Assert.Equal($"{place.Owned} {elsewhere.Owned} mine", (await app.RefreshAsync(token, ("resource", resource))).Expect(200)["scope"].GetString());
        Assert.Equal($"{place.Owned} {elsewhere.Owned}", (await app.RefreshAsync(token, ("resource", "urn:logto:resource:organizations"))).Expect(200)["scope"].GetString());

        (await app.RefreshAsync(token, ("organization_id", "nowhere"))).Expect(403, "oidc.access_denied");
        await Server.ChangeAsync(db => db.Organizations.Where(row => row.Id == place.OrganizationId).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsMfaRequired, true)));
        (await app.RefreshAsync(token, ("organization_id", place.OrganizationId))).Expect(403, "oidc.access_denied");
        (await app.RefreshAsync(token, ("organization_id", elsewhere.OrganizationId))).Expect(200);
        await Server.ChangeAsync(db => db.OrganizationUsers.Where(row => row.OrganizationId == elsewhere.OrganizationId).ExecuteDeleteAsync());
        (await app.RefreshAsync(token, ("organization_id", elsewhere.OrganizationId))).Expect(403, "oidc.access_denied");
    }

    [Fact(DisplayName = "Contract 14: without its scope the token does not reach into organizations")]
    public async Task The_organizations_scope_is_needed()
    {
        var app = await Authorized.CreateAsync(Server);
        var place = await Server.AddMembershipAsync(app.UserId);
        var answer = (await app.RefreshAsync(await app.RefreshTokenAsync(), ("organization_id", place.OrganizationId))).Expect(403, "oidc.insufficient_scope");
        Assert.Equal("urn:logto:scope:organizations", answer["scope"].GetString());
    }

    [Fact(DisplayName = "Contract 14 and 20: a third-party application needs the user's consent for the organization")]
    public async Task Third_parties_need_consent_for_the_organization()
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional, "openid offline_access urn:logto:scope:organizations");
        var place = await Server.AddMembershipAsync(app.UserId);
        await Server.ChangeAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync($"UPDATE applications SET is_third_party = {true} WHERE id = {app.ClientId}");
        });
        var token = await app.RefreshTokenAsync();
        (await app.RefreshAsync(token, ("organization_id", place.OrganizationId))).Expect(403, "oidc.access_denied");
        await Server.ChangeAsync(db =>
        {
            db.ConsentedOrganizations.Add(new ConsentedOrganization { TenantId = "default", ApplicationId = app.ClientId, UserId = app.UserId, OrganizationId = place.OrganizationId });
            return Task.CompletedTask;
        });
        (await app.RefreshAsync(token, ("organization_id", place.OrganizationId))).Expect(200);
    }

    [Fact(DisplayName = "Contract 8.3: access control refuses the refresh; tokens that are out go on working")]
    public async Task Access_control()
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional);
        var given = await app.TokensAsync();
        await Server.ChangeAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync($"UPDATE applications SET app_level_access_control_enabled = {true} WHERE id = {app.ClientId}");
        });
        (await app.RefreshAsync(given["refresh_token"].GetString()!)).ExpectError(400, "access_denied");
        (await app.MeAsync(given["access_token"].GetString()!)).Expect(200);
        (await app.RedeemAsync(await app.CodeAsync())).Expect(200);
        await Server.ChangeAsync(db =>
        {
            db.AccessRules.Add(new AccessRule { TenantId = "default", ApplicationId = app.ClientId, Kind = AccessRuleKind.User, TargetId = app.UserId });
            return Task.CompletedTask;
        });
        (await app.RefreshAsync(given["refresh_token"].GetString()!)).Expect(200);
    }
}
