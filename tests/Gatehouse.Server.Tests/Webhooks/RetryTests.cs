using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>What happens to deliveries that don't arrive.</summary>
public sealed class RetryTests : WebhookTest
{
    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(307)]
    public async Task Any_answer_but_a_2xx_is_tried_again_with_the_same_id_and_body(int status)
    {
        var isFirst = 1;
        Receiver.Answer = (_, http) =>
        {
            http.Response.Headers.Location = Receiver.Url + "/elsewhere";
            return Receiver.Status(http, Interlocked.Exchange(ref isFirst, 0) == 1 ? status : 202);
        };
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        await Server.OutboxAsync(rows => rows is [{ Attempts: 1, LeasedBy: null }], "a failed attempt");
        Server.Pass(TimeSpan.FromSeconds(2));
        var told = await Receiver.WaitAsync(2);
        await Server.OutboxAsync(rows => rows.Count == 0, "an empty outbox");
        Assert.Equal(told[0].DeliveryId, told[1].DeliveryId);
        Assert.Equal(told[0].Body, told[1].Body);
        Assert.All(told, attempt => Assert.Equal(Receiver.SecretPath, attempt.Path));
        var log = await Api.LogAsync(hook.Id, 2);
        Assert.Equal(["Success", "Error"], log.Select(entry => entry.GetProperty("result").GetString()));
        Assert.Equal([202, status], log.Select(entry => entry.GetProperty("response").GetProperty("statusCode").GetInt32()));
    }

    [Fact]
    public async Task A_receiver_that_is_down_gets_the_delivery_when_it_is_back()
    {
        await using var late = Receiver.Down();
        var hook = await Api.AddHookAsync(late.Url);
        await Api.AddUserAsync();
        var failed = await Server.OutboxAsync(rows => rows is [{ Attempts: 1 }], "a failed attempt");
        await late.ListenAsync();
        Server.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(failed[0].EventId, (await late.SingleAsync()).DeliveryId);
        Assert.StartsWith("TypeError: ", (await Api.LogAsync(hook.Id, 2))[1].GetProperty("error").GetString());
    }

    [Fact]
    public async Task No_answer_within_ten_seconds_is_a_failure()
    {
        var open = new TaskCompletionSource();
        Receiver.Answer = (_, _) => open.Task;
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        await Receiver.WaitAsync(1);
        Server.Pass(HookSender.Timeout);
        var entry = Assert.Single(await Api.LogAsync(hook.Id));
        Assert.StartsWith("TimeoutError: ", entry.GetProperty("error").GetString());
        Assert.False(entry.TryGetProperty("response", out _));
        open.SetResult();
        Server.Pass(TimeSpan.FromSeconds(2));
        await Server.OutboxAsync(rows => rows.Count == 0, "an empty outbox");
        Assert.Single(Receiver.All.Select(told => told.DeliveryId).Distinct());
    }

    [Fact]
    public async Task The_pauses_grow_to_an_hour_and_after_a_day_the_delivery_is_given_up()
    {
        await using var down = Receiver.Down();
        await Api.AddHookAsync(down.Url);
        await Api.AddUserAsync();
        var row = (await Server.OutboxAsync(rows => rows is [{ Attempts: 1, LeasedBy: null }], "a failed attempt"))[0];
        var pauses = new List<TimeSpan>();
        while (row.State == OutboxState.Pending)
        {
            var pause = row.DueAt - Server.Clock.GetUtcNow().UtcDateTime;
            pauses.Add(pause);
            var before = row.Attempts;
            Server.Pass(pause + TimeSpan.FromMilliseconds(1));
            row = (await Server.OutboxAsync(rows => rows[0].Attempts > before, $"attempt {before + 1}"))[0];
        }

        Assert.InRange(pauses[0], TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2));
        Assert.InRange(pauses[5], TimeSpan.FromSeconds(31), TimeSpan.FromSeconds(64));
        Assert.InRange(pauses.Max(), TimeSpan.FromMinutes(29), TimeSpan.FromHours(1));
        Assert.InRange(row.FinishedAt!.Value - row.OwedSince, TimeSpan.FromHours(22), TimeSpan.FromHours(25));
        Assert.Null(row.LeasedBy);
        Assert.Equal(row.Attempts, await Server.InDatabaseAsync(db => db.Audit.CountAsync(entry => entry.HookId == row.HookId && entry.Succeeded == false)));

        Server.Pass(TimeSpan.FromDays(31));
        await Server.OutboxAsync(rows => rows.Count == 0, "no dead delivery");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hook_that_is_switched_off_or_deleted_gets_nothing_any_more(bool isDeleted)
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        await Server.OutboxAsync(rows => rows is [{ Attempts: 1 }], "a failed attempt");
        if (isDeleted) await Api.DeleteAnswerAsync($"/api/hooks/{hook.Id}");
        else await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}", new { enabled = false });
        Server.Pass(TimeSpan.FromSeconds(2));
        await Server.OutboxAsync(rows => rows is [{ State: OutboxState.Dead }], "a dead delivery");
        Assert.Single(Receiver.All);
        Assert.Contains("deleted or switched off", (await Api.LogAsync(hook.Id, 2))[0].GetProperty("error").GetString());
    }

    [Fact]
    public async Task Addresses_that_are_none_fail_with_a_reason()
    {
        string[] urls = ["", "not a url", "/relative", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://", "http://[::", "http://no-such-host.invalid/"];
        var hooks = new List<string>();
        foreach (var url in urls) hooks.Add((await Api.AddHookAsync(url)).Id);
        await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        await Receiver.SingleAsync();
        foreach (var hook in hooks) Assert.StartsWith("TypeError: ", Assert.Single(await Api.LogAsync(hook)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task An_inner_address_is_refused_unless_it_is_listed()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["OutboundAllowedNetworks"] = null });
        var hook = await server.Api.AddHookAsync(Receiver.Url);
        await server.Api.AddUserAsync();
        var entry = Assert.Single(await server.Api.LogAsync(hook.Id));
        Assert.Contains("no public address", entry.GetProperty("error").GetString());
        (await server.Api.PostAnswerAsync($"/api/hooks/{hook.Id}/test", new { events = (string[])["User.Created"], config = new { url = Receiver.Url } }))
            .Expect(422, "hook.send_test_payload_failed");
        await server.OutboxAsync(rows => rows is [{ Attempts: 1, State: OutboxState.Pending }], "a delivery that waits");
        Assert.Empty(Receiver.All);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(Receiver.SecretPath));
    }
}
