using System.Globalization;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>
/// Design section 3: whenever the server is killed, no acknowledged write is missing and every event arrives at least once, in order for its
/// user. GATEHOUSE_KILL_ROUNDS says how often; <c>bench/kill/run</c> asks for 1,000.
/// </summary>
public sealed class KillTests
{
    [Fact]
    public async Task A_server_that_is_killed_at_any_moment_loses_nothing()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("GATEHOUSE_KILL_ROUNDS") ?? "100", CultureInfo.InvariantCulture);
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, http) => MisbehaveAsync(random, http);
        await using var server = new KilledServer(database, receiver.Url, random);
        for (var round = 0; round < rounds; round++)
        {
            await server.StartAsync();
            await server.ChangeUntilKilledAsync(server.AnyMoment());
        }

        receiver.Answer = (_, http) => Receiver.Status(http, StatusCodes.Status200OK);
        await server.StartAsync();
        foreach (var (user, versions) in server.Acknowledged)
            Assert.True(await server.VersionAsync(user) >= versions[^1], $"User {user} lost version {versions[^1]} (seed {seed})");
        await Eventually.Async(
            () => Task.FromResult(Missing(server, receiver)), missing => missing.Count == 0, "every event", missing => $"{missing.Count} missing, for example {missing.FirstOrDefault()}; seed {seed}");
        AssertOrder(receiver, seed);
        // The murders were many enough to have hit something.
        Assert.True(server.Acknowledged.Count >= rounds / 2, $"Only {server.Acknowledged.Count} users in {rounds} rounds");
    }

    /// <summary>Answers, refuses, breaks off, or takes its time.</summary>
    private static async Task MisbehaveAsync(Random random, HttpContext http)
    {
        int mood;
        lock (random) mood = random.Next(10);
        switch (mood)
        {
            case 0:
                http.Response.StatusCode = 500;
                break;
            case 1:
                http.Abort();
                break;
            case 2:
                await Task.Delay(40, CancellationToken.None);
                break;
            default:
                http.Response.StatusCode = 204;
                break;
        }
    }

    private static List<string> Missing(KilledServer server, Receiver receiver)
    {
        var told = receiver.All.Select(Change).ToHashSet();
        return [.. server.Acknowledged.SelectMany(user => user.Value, (user, version) => (user.Key, version)).Where(change => !told.Contains(change)).Select(change => change.ToString())];
    }

    /// <summary>A repetition may come at any time; what comes for the first time comes behind all that happened before.</summary>
    private static void AssertOrder(Receiver receiver, int seed)
    {
        var latest = new Dictionary<string, int>();
        foreach (var (user, version) in receiver.All.Select(Change).Distinct())
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
