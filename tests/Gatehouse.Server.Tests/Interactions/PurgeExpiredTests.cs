using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
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

    private static Task PurgeAsync(TestServer server) =>
        server.Services.GetRequiredService<PurgeExpiredJob>().PurgeAsync(TestContext.Current.CancellationToken);

    private static Task<(int Interactions, int Tokens, int Sessions, int Grants)> CountAsync(TestServer server) => server.InDatabaseAsync(async db =>
        (await db.Interactions.CountAsync(), await db.IssuedTokens.CountAsync(), await db.Sessions.CountAsync(), await db.Grants.CountAsync()));
}
