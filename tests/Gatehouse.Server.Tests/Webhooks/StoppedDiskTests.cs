#if !POSTGRES
using System.Globalization;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Users;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>What <see cref="KillTests"/> shows, many more times: of PostgreSQL the server's own log makes sure.</summary>
public sealed class StoppedDiskTests
{
    /// <summary>
    /// The same a hundred times in the time of a few starts: the process is stopped at any moment and what a SIGKILL would leave of its files is
    /// copied; a server on each copy must have everything that was acknowledged, and deliver what is missing.
    /// </summary>
    [Fact]
    public async Task What_is_on_disk_at_any_moment_has_everything()
    {
        const int Rounds = 100;
        var (random, seed) = KilledServer.Chance();
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await KilledServer.MoodyAsync(random);
        await using var server = new KilledServer(database, receiver.Url, random);
        await server.StartAsync();
        using var end = new CancellationTokenSource();
        var changing = server.ChangeAsync(end.Token);
        await Eventually.Async(() => Task.FromResult(server.Count()), count => count > 10, "some changes");
        using var places = new SemaphoreSlim(4);
        var heirs = new List<Task>();
        for (var round = 0; round < Rounds; round++)
        {
            await places.WaitAsync(TestContext.Current.CancellationToken);
            await Task.Delay(server.AnyMoment(), CancellationToken.None);
            var copy = await TestDatabase.CreateAsync();
            var acknowledged = await server.CopyAsync(copy.Folder);
            // What was on its way to the receiver when the process stopped has arrived or will never, as after a kill.
            var before = receiver.All;
            heirs.Add(Task.Run(async () =>
            {
                await using (copy) await InheritAsync(copy, acknowledged, before, seed);
                places.Release();
            }, CancellationToken.None));
        }

        await Task.WhenAll(heirs);
        await end.CancelAsync();
        await changing;
        Assert.True(server.Count() > Rounds, $"Only {server.Count()} changes");
    }

    private static async Task InheritAsync(TestDatabase copy, Dictionary<string, int[]> acknowledged, IReadOnlyList<Received> before, int seed)
    {
        await using var receiver = await Receiver.StartAsync();
        await using (var connection = new SqliteConnection($"Data Source={copy.Url["sqlite:".Length..]};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE hooks SET config = @config";
            command.Parameters.AddWithValue("@config", $$"""{"url":"{{receiver.Url}}"}""");
            await command.ExecuteNonQueryAsync();
        }

        // When the leases of the dead have ended.
        await using var heir = await TestServer.StartAsync(database: copy, now: DateTimeOffset.UtcNow.AddMinutes(2));
        var names = await heir.InDatabaseAsync(db => db.Users.ToDictionaryAsync(user => user.Id, user => user.Name));
        foreach (var (user, versions) in acknowledged)
            Assert.True(int.Parse(names.GetValueOrDefault(user) ?? "-1", CultureInfo.InvariantCulture) >= versions[^1], $"User {user} lost version {versions[^1]}; seed {seed}");
        await heir.DrainAsync();
        IReadOnlyList<Received> history = [.. before, .. receiver.All];
        await KilledServer.ArrivedAsync(acknowledged, () => history, seed);
        KilledServer.AssertOrder(history, seed);
    }
}
#endif
