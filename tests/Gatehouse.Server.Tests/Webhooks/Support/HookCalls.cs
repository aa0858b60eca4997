using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Webhooks.Support;

/// <summary>What tests of webhooks do all the time.</summary>
internal static class HookCalls
{
    public static readonly string[] UserEvents = ["User.Created", "User.Deleted", "User.Data.Updated", "User.SuspensionStatus.Updated"];

    extension(HttpClient api)
    {
        /// <summary>A hook for all events of users.</summary>
        public async Task<Answer> AddHookAsync(string url, IReadOnlyDictionary<string, string>? headers = null, bool enabled = true) =>
            (await api.PostAnswerAsync("/api/hooks", new { name = "test", events = UserEvents, config = new { url, headers = headers ?? new Dictionary<string, string>() }, enabled })).Expect(201);

        public async Task<string> AddUserAsync() => (await api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(200).Id;

        /// <summary>The payloads of the hook's log, the newest first, once there are so many.</summary>
        public async Task<List<JsonElement>> LogAsync(string hookId, int count = 1)
        {
            var log = await Eventually.Async(
                async () => (await api.GetAnswerAsync($"/api/hooks/{hookId}/recent-logs?page_size=100")).Expect(200).Json,
                entries => entries.GetArrayLength() >= count, $"{count} log entries");
            return [.. log.EnumerateArray().Select(entry => entry.GetProperty("payload"))];
        }
    }

    extension(TestServer server)
    {
        /// <summary>Lets time pass and has the dispatcher look.</summary>
        public void Pass(TimeSpan time)
        {
            server.Clock.Advance(time);
            server.Services.GetRequiredService<OutboxBell>().Ring();
        }

        public Task<List<OutboxRow>> OutboxAsync() => server.InDatabaseAsync(db => db.Outbox.AsNoTracking().OrderBy(row => row.Sequence).ToListAsync());

        /// <summary>The outbox once it looks like that.</summary>
        public Task<List<OutboxRow>> OutboxAsync(Func<List<OutboxRow>, bool> isThere, string what) => Eventually.Async(server.OutboxAsync, isThere, what, rows => string.Join('\n',
            rows.Select(row => $"{row.EventId} {row.Subject} {row.State} attempts {row.Attempts} due {row.DueAt:O} leased {row.LeasedBy}").Concat(server.Log.Lines.TakeLast(5))));

        /// <summary>Waits until nothing is owed any more.</summary>
        public Task DrainAsync() => server.OutboxAsync(rows => rows.TrueForAll(row => row.State != OutboxState.Pending), "an empty outbox");
    }
}
