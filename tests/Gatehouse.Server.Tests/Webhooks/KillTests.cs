using System.Globalization;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;
#if !POSTGRES
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Gatehouse.Server.Users;
#endif

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>
/// Design section 3: whenever the server is killed, no acknowledged write is missing and every event arrives at least once, in order for its
/// user. The receiver refuses, breaks off and dawdles meanwhile.
/// </summary>
public sealed class KillTests
{
    /// <summary>A start costs seconds, so these are few here; <c>bench/kill/run</c> asks for 1,000 by GATEHOUSE_KILL_ROUNDS.</summary>
    [Fact]
    public async Task A_server_that_is_killed_at_any_moment_loses_nothing()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("GATEHOUSE_KILL_ROUNDS") ?? "6", CultureInfo.InvariantCulture);
        var (random, seed) = Chance();
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await MoodyAsync(random);
        await using var server = new KilledServer(database, receiver.Url, random);
        for (var round = 0; round < rounds; round++)
        {
            await server.StartAsync();
            await server.ChangeUntilKilledAsync(waitsForAnswer: round % 3 > 0);
        }

        receiver.Answer = (_, http) => Receiver.Status(http, StatusCodes.Status200OK);
        await server.StartAsync();
        foreach (var (user, versions) in server.Acknowledged)
            Assert.True(await server.VersionAsync(user) >= versions[^1], $"User {user} lost version {versions[^1]}; seed {seed}");
        var all = server.Acknowledged.ToDictionary(user => user.Key, user => user.Value.ToArray());
        await ArrivedAsync(all, () => receiver.All, seed);
        AssertOrder(receiver.All, seed);
        Assert.NotEmpty(all);
    }

#if !POSTGRES
    /// <summary>
    /// The same a hundred times in the time of a few starts: the process is stopped at any moment and what a SIGKILL would leave of its files is
    /// copied; a server on each copy must have everything that was acknowledged, and deliver what is missing.
    /// </summary>
    [Fact]
    public async Task What_is_on_disk_at_any_moment_has_everything()
    {
        const int Rounds = 100;
        var (random, seed) = Chance();
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await MoodyAsync(random);
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
        await ArrivedAsync(acknowledged, () => history, seed);
        AssertOrder(history, seed);
    }
#endif

    private static (Random Random, int Seed) Chance()
    {
        var seed = Random.Shared.Next();
        return (new Random(seed), seed);
    }

    private static async Task<Receiver> MoodyAsync(Random random)
    {
        var receiver = await Receiver.StartAsync();
        receiver.Answer = async (_, http) =>
        {
            int mood;
            lock (random) mood = random.Next(10);
            if (mood == 0) http.Response.StatusCode = 500;
            else if (mood == 1) http.Abort();
            else if (mood == 2) await Task.Delay(40, CancellationToken.None);
        };
        return receiver;
    }

    private static async Task ArrivedAsync(Dictionary<string, int[]> acknowledged, Func<IReadOnlyList<Received>> arrived, int seed) => await Eventually.Async(
        () =>
        {
            var told = arrived().Select(Change).ToHashSet();
            return Task.FromResult(acknowledged.SelectMany(user => user.Value, (user, version) => (user.Key, version)).Where(change => !told.Contains(change)).ToList());
        },
        missing => missing.Count == 0, "every event", missing => $"{missing.Count} missing, for example {missing.FirstOrDefault()}; seed {seed}");

    /// <summary>A repetition may come at any time; what comes for the first time comes behind all that happened before.</summary>
    private static void AssertOrder(IReadOnlyList<Received> arrived, int seed)
    {
        var latest = new Dictionary<string, int>();
        foreach (var (user, version) in arrived.Select(Change).Distinct())
        {
            Assert.True(version > latest.GetValueOrDefault(user, -1), $"User {user}: version {version} came after {latest.GetValueOrDefault(user)}; seed {seed}");
            latest[user] = version;
        }
    }

    private static (string User, int Version) Change(Received told)
    {
        var data = told.Json.GetProperty("data");
        return (data.GetProperty("id").GetString()!, int.Parse(data.GetProperty("name").GetString()!, CultureInfo.InvariantCulture));
    }
}
