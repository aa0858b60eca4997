using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>docs/webhooks.md: what was given up can be seen, and everything that is kept can be delivered again.</summary>
public sealed class RedeliveryTests : WebhookTest
{
    [Fact]
    public async Task What_is_owed_and_what_was_given_up_is_listed_with_its_reason()
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, 503);
        var hook = await Api.AddHookAsync(Receiver.Url);
        var user = await Api.AddUserAsync();
        await Server.OutboxAsync(rows => rows is [{ Attempts: 1, LeasedBy: null }], "a failed attempt");
        var pending = Assert.Single(await ListAsync(hook.Id, "?state=pending"));
        Assert.Equal(["eventId", "event", "subject", "state", "attempts", "owedSince", "nextAttemptAt", "lastError"], pending.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("User.Created", user, "pending", 1, "HTTPError: status 503"),
            (pending.GetProperty("event").GetString(), pending.GetProperty("subject").GetString(), pending.GetProperty("state").GetString(), pending.GetProperty("attempts").GetInt32(), pending.GetProperty("lastError").GetString()));
        Assert.Empty(await ListAsync(hook.Id, "?state=dead"));

        await GiveUpAsync();
        var dead = Assert.Single(await ListAsync(hook.Id, "?state=dead"));
        Assert.Equal(["eventId", "event", "subject", "state", "attempts", "owedSince", "givenUpAt", "lastError"], dead.EnumerateObject().Select(member => member.Name));
        Assert.Empty(await ListAsync(hook.Id, "?state=pending"));
        (await Api.GetAnswerAsync("/api/hooks/unknown/deliveries")).Expect(404, "entity.not_exists_with_id");
        (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}/deliveries?state=odd")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task What_was_given_up_is_made_again_with_the_same_id_and_a_day_of_its_own()
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, 503);
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        await Api.AddUserAsync();
        await Server.OutboxAsync(rows => rows.Count == 2 && rows.TrueForAll(row => row is { Attempts: 1, LeasedBy: null }), "two failed attempts");
        await GiveUpAsync();
        var before = Receiver.All.Count;
        Assert.Equal("""{"count":2}""", (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/redeliver", "{}")).Expect(200).Text);
        var rows = await Server.OutboxAsync(rows => rows.TrueForAll(row => row is { State: OutboxState.Pending, Attempts: 1, LeasedBy: null }), "two that wait for another attempt");
        Assert.All(rows, row => Assert.InRange(Server.Clock.GetUtcNow().UtcDateTime - row.OwedSince, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        Receiver.Answer = (_, http) => Receiver.Status(http, 200);
        Server.Pass(TimeSpan.FromSeconds(3));
        await Server.DrainAsync();
        Assert.Equal(Receiver.All.Take(before).Select(told => told.DeliveryId).Distinct().Order(), Receiver.All.Skip(before + 2).Select(told => told.DeliveryId).Order());
        Assert.Equal("""{"count":0}""", (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/redeliver", "{}")).Expect(200).Text);
    }

    [Fact]
    public async Task An_event_that_arrived_is_sent_again_on_request()
    {
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        var first = (await Receiver.WaitAsync(1))[0];
        await Server.DrainAsync();
        (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/{first.DeliveryId}/redeliver")).Expect(204);
        var again = (await Receiver.WaitAsync(2))[1];
        Assert.Equal((first.DeliveryId, first.Text), (again.DeliveryId, again.Text));
        Assert.Single(await Server.InDatabaseAsync(db => db.Audit.Where(row => row.Key == "Change.Hook.Redelivered").ToListAsync()));
        (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/unknown/redeliver")).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync($"/api/hooks/unknown/deliveries/{first.DeliveryId}/redeliver")).Expect(404, "entity.not_exists_with_id");
        await Server.DrainAsync();
        Assert.Equal(2, Receiver.All.Count);
    }

    [Fact]
    public async Task A_delivery_that_waits_is_due_at_once()
    {
        var answers = new Queue<int>([500, 204]);
        Receiver.Answer = (_, http) => Receiver.Status(http, answers.Dequeue());
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        var row = (await Server.OutboxAsync(rows => rows is [{ Attempts: 1, LeasedBy: null }], "a failed attempt"))[0];
        (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/{row.EventId}/redeliver")).Expect(204);
        await Receiver.WaitAsync(2);
        await Server.OutboxAsync(rows => rows.Count == 0, "an empty outbox");
    }

    [Fact]
    public async Task Everything_of_a_time_that_the_hook_asks_for_is_sent_again_in_order()
    {
        await Api.AddUserAsync();
        Server.Pass(TimeSpan.FromMinutes(1));
        var from = Milliseconds();
        var user = await Api.AddUserAsync();
        foreach (var name in (string[])["a", "b"]) (await Api.PatchAnswerAsync($"/api/users/{user}", new { name })).Expect(200);
        (await Api.PostAnswerAsync("/api/roles", new { name = TestServer.Unique(), description = "not asked for" })).Expect(200);
        var to = Milliseconds();
        Server.Pass(TimeSpan.FromMinutes(1));
        await Api.AddUserAsync();

        // A hook that was not there when it happened.
        var hook = await Api.AddHookAsync(Receiver.Url);
        Assert.Equal("""{"count":3}""", (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/redeliver", new { which = "all", from, to })).Expect(200).Text);
        var told = await Receiver.WaitAsync(3);
        Assert.Equal(["User.Created", "User.Data.Updated", "User.Data.Updated"], told.Select(delivery => delivery["event"]));
        Assert.Equal(["a", "b"], told.Skip(1).Select(delivery => delivery.Json.GetProperty("data").GetProperty("name").GetString()));
        Assert.All(told, delivery => Assert.Equal(hook.Id, delivery["hookId"]));
        (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/redeliver", new { which = "all", from = to, to = from })).Expect(400, "log.invalid_time_window");
        (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/redeliver", new { which = "some" })).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync("/api/hooks/unknown/deliveries/redeliver", "{}")).Expect(404, "entity.not_exists_with_id");
        await Server.DrainAsync();
        Assert.Equal(3, Receiver.All.Count);
    }

    [Fact]
    public async Task A_hook_that_is_switched_off_is_not_owed_anything()
    {
        var hook = await Api.AddHookAsync(Receiver.Url, enabled: false);
        await Api.AddUserAsync();
        (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/redeliver", new { which = "all" })).Expect(422, "hook.disabled");
        var id = await Server.InDatabaseAsync(db => db.Events.OrderByDescending(told => told.Sequence).Select(told => told.Id).FirstAsync());
        (await Api.PostAnswerAsync($"/api/hooks/{hook.Id}/deliveries/{id}/redeliver")).Expect(422, "hook.disabled");
        Assert.Empty(await Server.OutboxAsync());
    }

    private long Milliseconds() => Server.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<List<System.Text.Json.JsonElement>> ListAsync(string hookId, string query) =>
        [.. (await Api.GetAnswerAsync($"/api/hooks/{hookId}/deliveries{query}")).Expect(200).Json.EnumerateArray()];

    /// <summary>As if a day of failures lay behind what is owed: the next one is the last.</summary>
    private async Task GiveUpAsync()
    {
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.InDatabaseAsync(db => db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(row => row.OwedSince, now.AddDays(-1)).SetProperty(row => row.DueAt, now)));
        Server.Pass(TimeSpan.Zero);
        await Server.OutboxAsync(rows => rows.TrueForAll(row => row.State == OutboxState.Dead), "dead deliveries");
    }
}
