using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Events;

/// <summary>docs/webhooks.md: the feed of events.</summary>
public sealed class EventFeedTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    private HttpClient Api => Server.Api;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Everything_that_happened_is_told_once_in_order_without_a_webhook()
    {
        var start = await CursorAsync();
        var user = (await Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/is-suspended", new { isSuspended = true })).Expect(200);
        (await Api.DeleteAnswerAsync($"/api/users/{user.Id}")).Expect(204);
        var part = await ReadAsync($"after={start}");
        var events = part["events"].EnumerateArray().ToList();
        Assert.Equal(["User.Created", "User.SuspensionStatus.Updated", "User.Deleted"], events.Select(told => told.GetProperty("type").GetString()));
        Assert.Equal(["id", "type", "subject", "cursor", "createdAt", "payload"], events[0].EnumerateObject().Select(member => member.Name));
        Assert.All(events, told => Assert.Equal(user.Id, told.GetProperty("subject").GetString()));
        var payload = events[0].GetProperty("payload");
        Assert.Equal(["event", "createdAt", "ip", "path", "method", "status", "params", "matchedRoute", "data"], payload.EnumerateObject().Select(member => member.Name));
        Assert.Equal(user.Text, payload.GetProperty("data").GetRawText());
        Assert.False(part["hasMore"].GetBoolean());
        // The cursor of an event continues behind it, that of the part behind the part.
        Assert.Equal(2, (await ReadAsync($"after={events[0].GetProperty("cursor").GetString()}"))["events"].GetArrayLength());
        Assert.Equal(0, (await ReadAsync($"after={part["cursor"].GetString()}"))["events"].GetArrayLength());
    }

    [Fact]
    public async Task Parts_and_filters_leave_nothing_out()
    {
        var start = await CursorAsync();
        for (var i = 0; i < 5; i++)
        {
            var user = await Api.AddUserAsync();
            (await Api.PatchAnswerAsync($"/api/users/{user}", new { name = "n" })).Expect(200);
        }

        var seen = new List<string>();
        var (cursor, hasMore) = (start, true);
        while (hasMore)
        {
            var part = await ReadAsync($"after={cursor}&type=User.Data.Updated,User.Deleted&limit=2");
            seen.AddRange(part["events"].EnumerateArray().Select(told => told.GetProperty("id").GetString()!));
            (cursor, hasMore) = (part["cursor"].GetString()!, part["hasMore"].GetBoolean());
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
        // Behind what the filter left out.
        Assert.Equal(cursor, (await ReadAsync($"after={start}&type=User.Deleted"))["cursor"].GetString());
    }

    [Fact]
    public async Task What_is_committed_late_comes_behind_what_was_read()
    {
        var early = Identifier.Sequence(Server.Clock.GetUtcNow().UtcDateTime);
        await Api.AddUserAsync();
        var cursor = await CursorAsync();
        var id = Identifier.Long();
        await Server.InDatabaseAsync(db =>
        {
            db.Events.Add(new EventRow
            {
                TenantId = "default", Id = id, Sequence = early, Name = "User.Created", Subject = "late", Payload = JsonText.EmptyObject, CreatedAt = Server.Clock.GetUtcNow().UtcDateTime,
            });
            return db.SaveChangesAsync();
        });
        var told = Assert.Single((await ReadAsync($"after={cursor}"))["events"].EnumerateArray());
        Assert.Equal(id, told.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Readers_that_race_see_one_order_without_gaps()
    {
        var start = await CursorAsync();
        var writing = Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Api.AddUserAsync()));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync($"after={start}&limit=1000")));
        await writing;
        var places = (await ReadAsync($"after={start}&limit=1000"))["events"].EnumerateArray().Select(told => long.Parse(told.GetProperty("cursor").GetString()!)).ToList();
        Assert.Equal(Enumerable.Range(1, 30).Select(place => long.Parse(start) + place), places);
    }

    [Fact]
    public async Task A_reader_who_was_away_too_long_is_told()
    {
        var old = await CursorAsync();
        await Api.AddUserAsync();
        var current = await CursorAsync();
        Server.Pass(TimeSpan.FromDays(31));
        Api.DefaultRequestHeaders.Authorization = new("Bearer", await Server.TokenAsync());
        await Eventually.Async(() => Server.InDatabaseAsync(db => db.Events.CountAsync()), count => count == 0, "no events");
        (await Api.GetAnswerAsync($"/api/events?after={old}")).Expect(410, "event.cursor_expired");
        await Api.AddUserAsync();
        // Places are never given twice.
        var fresh = Assert.Single((await ReadAsync($"after={current}"))["events"].EnumerateArray());
        Assert.Equal(long.Parse(current) + 1, long.Parse(fresh.GetProperty("cursor").GetString()!));
        Assert.Equal(1, (await ReadAsync(""))["events"].GetArrayLength());
    }

    [Theory]
    [InlineData("after=x", "event.invalid_cursor")]
    [InlineData("after=-1", "event.invalid_cursor")]
    [InlineData("after=999999999", "event.invalid_cursor")]
    [InlineData("limit=0", "request.invalid_input")]
    [InlineData("limit=1001", "request.invalid_input")]
    [InlineData("type=User.Exploded", "request.invalid_input")]
    public async Task Bad_queries_are_refused(string query, string code) => (await Api.GetAnswerAsync("/api/events?" + query)).Expect(400, code);

    private async Task<string> CursorAsync() => (await ReadAsync("type=Grant.LimitExceeded"))["cursor"].GetString()!;

    private async Task<Answer> ReadAsync(string query) => (await Api.GetAnswerAsync("/api/events?" + query)).Expect(200);
}
