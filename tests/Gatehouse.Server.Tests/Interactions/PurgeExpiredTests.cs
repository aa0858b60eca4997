using Gatehouse.Server.Connectors;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Verifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.Interactions;

/// <summary>Expired rows go, live ones stay (contract/oidc.md 12).</summary>
public sealed class PurgeExpiredTests
{
    [Fact]
    public async Task What_has_expired_goes_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync();
        var app = await server.NewAppAsync();
        var (_, username) = await server.NewSignerAsync();
        await server.NewBrowser().CodeAsync(AuthUrl(app), username);
        (await server.NewBrowser().GetAsync(AuthUrl(app))).Expect(303);
        Assert.Equal((1, 1, 1, 1), await CountAsync(server));

        await PurgeAsync(server);
        Assert.Equal((1, 1, 1, 1), await CountAsync(server));
        server.Clock.Advance(TimeSpan.FromHours(2));
        await PurgeAsync(server);
        Assert.Equal((0, 0, 1, 1), await CountAsync(server));
        server.Clock.Advance(TimeSpan.FromDays(15));
        await PurgeAsync(server);
        Assert.Equal((0, 0, 0, 1), await CountAsync(server));
        server.Clock.Advance(TimeSpan.FromDays(180));
        await PurgeAsync(server);
        Assert.Equal((0, 0, 0, 0), await CountAsync(server));
    }

    [Fact]
    public async Task Codes_counts_and_attempts_go_when_nobody_asks_for_them_any_more()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.DevelopmentMailbox)] = "true" });
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "kim@reader.example" })).Expect(204);
        await server.InDatabaseAsync(db =>
        {
            db.SentinelActivities.Add(new SentinelActivity
            {
                TenantId = db.TenantId, Id = Identifier.Long(), TargetType = "User", TargetHash = SentinelActivity.HashOf("kim"), Pool = AttemptPool.Identifier,
                CreatedAt = server.Clock.GetUtcNow().UtcDateTime,
            });
            return db.SaveChangesAsync();
        });
        server.Clock.Advance(TimeSpan.FromSeconds(601));
        await PurgeAsync(server);
        Assert.Equal((0, 1, 1), await CountMessagesAsync(server));
        server.Clock.Advance(TimeSpan.FromDays(1));
        await PurgeAsync(server);
        Assert.Equal((0, 0, 1), await CountMessagesAsync(server));
        server.Clock.Advance(TimeSpan.FromDays(7));
        await PurgeAsync(server);
        Assert.Equal((0, 0, 0), await CountMessagesAsync(server));
    }

    private static Task<(int Counts, int Codes, int Attempts)> CountMessagesAsync(TestServer server) => server.InDatabaseAsync(async db =>
        (await db.MessageCounts.CountAsync(), await db.VerificationCodes.CountAsync(), await db.SentinelActivities.CountAsync()));

    private static Task PurgeAsync(TestServer server) =>
        server.Services.GetRequiredService<PurgeExpiredJob>().PassAsync(TestContext.Current.CancellationToken);

    private static Task<(int Interactions, int Tokens, int Sessions, int Grants)> CountAsync(TestServer server) => server.InDatabaseAsync(async db =>
        (await db.Interactions.CountAsync(), await db.IssuedTokens.CountAsync(), await db.Sessions.CountAsync(), await db.Grants.CountAsync()));
}
