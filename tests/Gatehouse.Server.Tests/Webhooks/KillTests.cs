using System.Globalization;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;

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
        var (random, seed) = KilledServer.Chance();
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await KilledServer.MoodyAsync(random);
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
        await KilledServer.ArrivedAsync(all, () => receiver.All, seed);
        KilledServer.AssertOrder(receiver.All, seed);
        Assert.NotEmpty(all);
    }
}
