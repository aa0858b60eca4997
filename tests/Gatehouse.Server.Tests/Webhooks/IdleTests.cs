using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>A server with nothing to deliver leaves its database alone.</summary>
public sealed class IdleTests : IAsyncLifetime
{
    private TestServer? _server;
    private Receiver? _receiver;

    private TestServer Server => _server!;

    private Receiver Receiver => _receiver!;

    private HttpClient Api => Server.Api;

    public async ValueTask InitializeAsync()
    {
        // Every command says so.
        _server = await TestServer.StartAsync(services: services => services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Debug).AddFilter("Gatehouse", LogLevel.Debug).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Information)));
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task The_queue_is_looked_at_no_more_often_than_once_in_five_seconds()
    {
        await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        await Receiver.SingleAsync();
        await Server.DrainAsync();
        await SettleAsync();

        var before = Commands();
        for (var second = 0; second < 60; second++)
        {
            Server.Clock.Advance(TimeSpan.FromSeconds(1));
            await SettleAsync();
        }

        // Every look is one command; whatever else goes by real time looks every five seconds of that at most.
        Assert.InRange(Commands() - before, 5, 20);

        // And yet: what another node leaves behind is found.
        await Api.AddUserAsync();
        await Receiver.WaitAsync(2);
    }

    [Fact]
    public async Task A_delivery_that_waits_is_looked_for_when_it_is_due_and_not_before()
    {
        var answers = new Queue<int>([500, 500, 500, 500, 500, 500, 204]);
        Receiver.Answer = (_, http) => Receiver.Status(http, answers.Dequeue());
        await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            var row = (await Server.OutboxAsync(rows => rows[0].Attempts == attempt && rows[0].LeasedBy is null, $"attempt {attempt}"))[0];
            await SettleAsync();
            Assert.Equal(attempt, Receiver.All.Count);
            // Nobody rings: the clock alone does it.
            while (Server.Clock.GetUtcNow().UtcDateTime < row.DueAt)
            {
                Server.Clock.Advance(TimeSpan.FromSeconds(1));
                await SettleAsync();
            }

            await Receiver.WaitAsync(attempt + 1);
        }

        await Server.DrainAsync();
    }

    /// <summary>Lets the server do what it has begun: as long as it says something, it does.</summary>
    private async Task SettleAsync()
    {
        for (var (quiet, last) = (0, -1); quiet < 3; await Task.Delay(3))
        {
            var lines = Server.Log.Lines.Count();
            quiet = lines == last ? quiet + 1 : 0;
            last = lines;
        }
    }

    private int Commands() => Server.Log.Lines.Count(line =>
        line.Contains("A connection without EF was opened", StringComparison.Ordinal) || line.Contains("Executed DbCommand", StringComparison.Ordinal));
}
