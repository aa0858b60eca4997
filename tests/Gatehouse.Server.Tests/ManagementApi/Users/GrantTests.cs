using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.17, the grants.</summary>
public sealed class GrantTests : ServerTest
{
    private static string Path(string userId) => $"/api/users/{userId}/grants";

    private async Task<JsonElement[]> GrantsAsync(string userId, string query = "") =>
        [.. (await Api.GetAnswerAsync(Path(userId) + query)).Expect(200)["grants"].EnumerateArray()];

    [Fact(DisplayName = "Contract 2.17: what was granted, to whom, and until when")]
    public async Task The_item()
    {
        var resources = new Dictionary<string, string> { ["https://api.test/x"] = "read write" };
        var app = await Authorized.CreateAsync(Server, resources: resources);
        var grant = Assert.Single(await GrantsAsync(app.UserId));
        Assert.Equal(["id", "payload", "expiresAt", "application"], OidcCalls.Members(grant));
        Assert.Equal(app.GrantId, grant.GetProperty("id").GetString());
        var payload = grant.GetProperty("payload");
        Assert.Equal(["exp", "iat", "jti", "kind", "clientId", "accountId", "openid", "resources"], OidcCalls.Members(payload));
        Assert.Equal((app.GrantId, "Grant", app.ClientId, app.UserId), (
            payload.GetProperty("jti").GetString(), payload.GetProperty("kind").GetString(), payload.GetProperty("clientId").GetString(), payload.GetProperty("accountId").GetString()));
        Assert.Equal(180 * 86400, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64(), 1.0);
        Assert.Equal(Authorized.Everything, payload.GetProperty("openid").GetProperty("scope").GetString());
        Assert.Equal("read write", payload.GetProperty("resources").GetProperty("https://api.test/x").GetString());
        Assert.Equal($$"""{"id":"{{app.ClientId}}","name":"{{app.ClientId}}"}""", grant.GetProperty("application").GetRawText());
        Assert.Equal(grant.GetProperty("expiresAt").GetInt64() / 1000, payload.GetProperty("exp").GetInt64());
    }

    [Fact(DisplayName = "Contract 2.17: appType; expired grants and built-in applications are not listed")]
    public async Task The_list()
    {
        var ours = await Authorized.CreateAsync(Server);
        var theirs = await Authorized.CreateAsync(Server, ApplicationType.Traditional, userId: ours.UserId);
        var old = await Authorized.CreateAsync(Server, userId: ours.UserId);
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.ChangeAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync($"UPDATE applications SET is_third_party = {true} WHERE id = {theirs.ClientId}");
            await db.Grants.Where(row => row.Id == old.GrantId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now));
            db.Grants.Add(new Grant { TenantId = "default", Id = TestServer.Unique(), UserId = ours.UserId, ApplicationId = "demo-app", CreatedAt = now, ExpiresAt = now.AddDays(1) });
        });
        async Task<string[]> Ids(string query = "") => [.. (await GrantsAsync(ours.UserId, query)).Select(grant => grant.GetProperty("id").GetString()!)];
        Assert.Equal([theirs.GrantId, ours.GrantId], await Ids());
        Assert.Equal([ours.GrantId], await Ids("?appType=firstParty"));
        Assert.Equal([theirs.GrantId], await Ids("?appType=thirdParty"));
        (await Api.GetAnswerAsync(Path(ours.UserId) + "?appType=other")).Expect(400, "guard.invalid_input");
        Assert.Equal("""{"grants":[]}""", (await Api.GetAnswerAsync(Path("nobody"))).Expect(200).Text);
    }

    [Fact(DisplayName = "Contract 2.17: a revoked grant takes its tokens and its place in the session; the session's uid stays, its jti changes")]
    public async Task Revocation()
    {
        var app = await Authorized.CreateAsync(Server);
        var kept = await Authorized.CreateAsync(Server, userId: app.UserId);
        await Server.InDatabaseAsync(async db =>
        {
            var session = await db.Sessions.Include(row => row.Applications).SingleAsync(row => row.Id == app.SessionId);
            session.Enter(app.ClientId, "s").GrantId = app.GrantId;
            return await db.SaveChangesAsync();
        });
        async Task<JsonElement> PayloadAsync() => (await Api.GetAnswerAsync($"/api/users/{app.UserId}/sessions/{app.SessionId}")).Expect(200)["payload"];
        var before = await PayloadAsync();
        var (refresh, code) = (await app.RefreshTokenAsync(), await app.CodeAsync());
        var access = (await app.RefreshAsync(refresh)).Expect(200)["access_token"].GetString()!;
        var other = await Authorized.CreateAsync(Server);
        (await Api.DeleteAnswerAsync($"{Path(other.UserId)}/{app.GrantId}")).Expect(404, "oidc.invalid_grant");
        (await app.MeAsync(access)).Expect(200);

        (await Api.DeleteAnswerAsync($"{Path(app.UserId)}/{app.GrantId}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{Path(app.UserId)}/{app.GrantId}")).Expect(404, "oidc.invalid_grant");
        (await app.MeAsync(access)).Expect(401);
        (await app.RefreshAsync(refresh)).ExpectGrantRefused();
        (await app.RedeemAsync(code)).ExpectGrantRefused();
        var after = await PayloadAsync();
        Assert.Equal("{}", after.GetProperty("authorizations").GetRawText());
        Assert.Equal(before.GetProperty("uid").GetString(), after.GetProperty("uid").GetString());
        Assert.NotEqual(before.GetProperty("jti").GetString(), after.GetProperty("jti").GetString());
        Assert.True(await kept.HasGrantAsync());
    }

    [Fact]
    public async Task An_expired_grant_can_be_revoked()
    {
        var app = await Authorized.CreateAsync(Server);
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.InDatabaseAsync(db => db.Grants.Where(row => row.Id == app.GrantId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        (await Api.DeleteAnswerAsync($"{Path(app.UserId)}/{app.GrantId}")).Expect(204);
    }
}
