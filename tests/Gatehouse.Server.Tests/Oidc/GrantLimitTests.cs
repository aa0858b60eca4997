using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>contract/oidc.md 22.</summary>
public sealed class GrantLimitTests : ServerTest
{
    [Theory]
    [InlineData("""{"maxAllowedGrants":2}""", 2)]
    [InlineData("""{"maxAllowedGrants":9}""", 4)]
    [InlineData("{}", 4)]
    public async Task The_oldest_beyond_the_limit_go_with_their_tokens(string custom, int left)
    {
        var app = await Authorized.CreateAsync(Server, custom: custom);
        var (newest, token) = (app.GrantId, await app.AccessTokenAsync());
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        Grant Other(int days, int endsIn = 180) => new()
        {
            TenantId = "default", Id = Identifier.Long(), UserId = app.UserId, ApplicationId = app.ClientId, CreatedAt = now.AddDays(-days), ExpiresAt = now.AddDays(endsIn),
        };
        var (recent, old, oldest, dead) = (Other(1), Other(2), Other(3), Other(4, -1));
        await Server.InDatabaseAsync(async db =>
        {
            db.Grants.AddRange(recent, old, oldest, dead);
            return await db.SaveChangesAsync();
        });

        var revoked = await EnforceAsync(app);
        Assert.Equal(new[] { recent, old, oldest }.Skip(left - 1).Select(grant => grant.Id).Order(), revoked.Order());
        var ids = await Server.InDatabaseAsync(db => db.Grants.Where(grant => grant.UserId == app.UserId && grant.Id != dead.Id).Select(grant => grant.Id).ToListAsync());
        Assert.Equal(left, ids.Count);
        Assert.Contains(newest, ids);
        (await app.MeAsync(token)).Expect(200);
        var entries = await Server.InDatabaseAsync(db => db.Audit.Where(row => row.Key == "RevokeGrants" && row.UserId == app.UserId).ToListAsync());
        Assert.Equal(left == 2 ? 1 : 0, entries.Count);
        Assert.Empty(await EnforceAsync(app));
    }

    [Fact(DisplayName = "contract/management-webhooks.md 6.4: Grant.LimitExceeded tells which grants went, when somebody signs in")]
    public async Task Webhooks_learn_of_the_limit()
    {
        await using var receiver = await Receiver.StartAsync();
        var app = await Authorized.CreateAsync(Server, custom: """{"maxAllowedGrants":1}""");
        var (_, username) = await Server.NewSignerAsync();
        var userId = await Server.InDatabaseAsync(db => db.Users.Where(user => user.Username == username).Select(user => user.Id).SingleAsync());
        var old = Identifier.Long();
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.InDatabaseAsync(db =>
        {
            db.Grants.Add(new Grant { TenantId = "default", Id = old, UserId = userId, ApplicationId = app.ClientId, CreatedAt = now.AddDays(-1), ExpiresAt = now.AddDays(100) });
            return db.SaveChangesAsync();
        });
        var hook = (await Api.PostAnswerAsync("/api/hooks", new { events = (string[])["Grant.LimitExceeded"], config = new { url = receiver.Url } })).Expect(201);
        try
        {
            var browser = Server.NewBrowser();
            browser.Headers.Add(("User-Agent", "limits/1.0"));
            await browser.CodeAsync(SignInFlow.AuthUrl(app.ClientId), username);
            await Eventually.Async(() => Task.FromResult(receiver.All), all => all.Any(told => told["userId"] == userId), "the event");
            var told = receiver.All.Single(told => told["userId"] == userId);
            Assert.Equal(
                ["event", "createdAt", "ip", "userAgent", "application", "userId", "applicationId", "revokedGrantIds", "maxAllowedGrants", "preRevocationActiveGrantCount", "hookId"],
                told.Members);
            Assert.Equal(("127.0.0.1", "limits/1.0", app.ClientId, $"[\"{old}\"]", "1", "2"),
                (told["ip"], told["userAgent"], told["applicationId"], told.Json.GetProperty("revokedGrantIds").GetRawText(), told["maxAllowedGrants"], told["preRevocationActiveGrantCount"]));
        }
        finally
        {
            (await Api.DeleteAnswerAsync($"/api/hooks/{hook.Id}")).Expect(204);
        }
    }

    private async Task<IReadOnlyList<string>> EnforceAsync(Authorized app)
    {
        using var scope = Server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var client = (await Server.Services.GetRequiredService<Snapshots>().GetAsync("default", TestContext.Current.CancellationToken)).FindClient(app.ClientId)!;
        return await scope.ServiceProvider.GetRequiredService<GrantLimit>().EnforceAsync(client, app.UserId, TestContext.Current.CancellationToken);
    }
}
