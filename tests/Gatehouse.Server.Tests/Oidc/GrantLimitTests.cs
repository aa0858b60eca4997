using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Support;
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

    private async Task<IReadOnlyList<string>> EnforceAsync(Authorized app)
    {
        using var scope = Server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var client = (await Server.Services.GetRequiredService<Snapshots>().GetAsync("default", TestContext.Current.CancellationToken)).FindClient(app.ClientId)!;
        return await scope.ServiceProvider.GetRequiredService<GrantLimit>().EnforceAsync(client, app.UserId, TestContext.Current.CancellationToken);
    }
}
