using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>Deliveries to one hook about one user keep the order of what happened; all others go their own way.</summary>
public sealed class DeliveryOrderTests : WebhookTest
{
    [Fact]
    public async Task Changes_that_race_arrive_in_the_order_in_which_they_were_made()
    {
        await Api.AddHookAsync(Receiver.Url);
        var user = await Api.AddUserAsync();
        for (var round = 0; round < 8; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
                (await Api.PatchAnswerAsync($"/api/users/{user}/custom-data", $$$"""{"customData":{"k{{{round}}}_{{{i}}}":1}}""")).Expect(200)));
        }

        var told = await Receiver.WaitAsync(33);
        // Each merge adds a member to what was there: the n-th event shows n of them.
        Assert.Equal(Enumerable.Range(1, 32), told.Skip(1).Select(change => change.Json.GetProperty("data").EnumerateObject().Count()));
        await Server.DrainAsync();
        Assert.Equal(33, Receiver.All.Count);
    }

    [Fact]
    public async Task What_happened_later_waits_for_a_delivery_that_fails_and_follows_at_once()
    {
        var failures = 2;
        string? first = null;
        Receiver.Answer = (told, http) =>
        {
            Interlocked.CompareExchange(ref first, told.DeliveryId, null);
            return Receiver.Status(http, told.DeliveryId == first && Interlocked.Decrement(ref failures) >= 0 ? 503 : 200);
        };
        await Api.AddHookAsync(Receiver.Url);
        var user = await Api.AddUserAsync();
        await Api.PatchAnswerAsync($"/api/users/{user}", new { name = "second" });
        await Api.PatchAnswerAsync($"/api/users/{user}", new { name = "third" });
        var other = await Api.AddUserAsync();

        // The others of the hook don't wait; what waits takes over the head's time, so that nothing looks at it until then.
        await Server.OutboxAsync(rows => rows.Count == 3 && rows.TrueForAll(row => row.DueAt == rows[0].DueAt) && rows[0].Attempts == 1, "three that wait for the first");
        Assert.Contains(Receiver.All, told => told.Json.GetProperty("data").GetProperty("id").GetString() == other);

        Server.Pass(TimeSpan.FromSeconds(2));
        await Server.OutboxAsync(rows => rows.Count == 3 && rows[0].Attempts == 2, "a second failure");
        Server.Pass(TimeSpan.FromSeconds(4));
        await Server.DrainAsync();
        var ofUser = Receiver.All.Where(told => told.Json.GetProperty("data").GetProperty("id").GetString() == user).ToList();
        Assert.Equal(["User.Created", "User.Created", "User.Created", "User.Data.Updated", "User.Data.Updated"], ofUser.Select(told => told["event"]));
        Assert.Equal(["second", "third"], ofUser.Skip(3).Select(told => told.Json.GetProperty("data").GetProperty("name").GetString()));
        Assert.Equal(3, ofUser.DistinctBy(told => told.DeliveryId).Count());
    }

    [Fact]
    public async Task A_hook_that_hangs_holds_up_no_other()
    {
        var open = new TaskCompletionSource();
        await using var slow = await Receiver.StartAsync();
        slow.Answer = (_, _) => open.Task;
        await Api.AddHookAsync(slow.Url);
        await Api.AddHookAsync(Receiver.Url);
        for (var i = 0; i < 20; i++) await Api.AddUserAsync();
        await Receiver.WaitAsync(20);
        Assert.Equal(4, slow.All.Count);
        open.SetResult();
        await slow.WaitAsync(20);
        await Server.DrainAsync();
        Assert.Equal(20, slow.All.DistinctBy(told => told.DeliveryId).Count());
    }

    [Fact]
    public async Task A_user_whose_delivery_hangs_holds_up_no_other_user_of_the_hook()
    {
        var open = new TaskCompletionSource();
        var first = 1;
        Receiver.Answer = (_, _) => Interlocked.Exchange(ref first, 0) == 1 ? open.Task : Task.CompletedTask;
        await Api.AddHookAsync(Receiver.Url);
        var hanging = await Api.AddUserAsync();
        await Receiver.WaitAsync(1);
        await Api.PatchAnswerAsync($"/api/users/{hanging}", new { name = "later" });
        for (var i = 0; i < 5; i++) await Api.AddUserAsync();
        await Receiver.WaitAsync(6);
        Assert.DoesNotContain(Receiver.All, told => told["event"] == "User.Data.Updated");
        open.SetResult();
        Assert.Equal("User.Data.Updated", (await Receiver.WaitAsync(7))[6]["event"]);
    }
}
