using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>Which events a hook is to have again.</summary>
/// <param name="From">Events from this time on; null = no bound.</param>
/// <param name="To">Events up to this millisecond; null = no bound.</param>
/// <param name="OnlyDead">Only those whose delivery was given up; else also those that arrived.</param>
internal sealed record RedeliveryWish(DateTime? From, DateTime? To, bool OnlyDead);

/// <summary>
/// Owes a hook deliveries once more (docs/webhooks.md): of one event or of many, given up or made. The time until a delivery is given up
/// begins anew; among the deliveries of one subject it goes out in the order of what happened. One that is under way is left alone.
/// </summary>
internal sealed class RedeliverEvents(GatehouseDb db, UnitOfWork work, ChangeOrigin origin, OutboxBell bell, TimeProvider time)
{
    /// <summary>Of one event, whether the hook asks for it or not; when it waits for its next attempt, that is now.</summary>
    public Task<Checked<Done>> OneAsync(string hookId, string eventId, CancellationToken ct) =>
        WriteAsync<Done>(hookId, json => json.WriteString("eventId", eventId), async (hook, now) =>
        {
            if (!await db.Events.AnyAsync(row => row.Id == eventId, ct)) return new Refusal("entity.not_exists_with_id", 404).With("name", "events").With("id", eventId);
            work.Run(stop => ReviveAsync(hook, row => row.EventId == eventId, now, stop));
            work.Run(stop => OweAsync(hook, "id = {0}", [eventId], now, stop));
            return new Done();
        }, ct);

    /// <returns>How many deliveries will be made.</returns>
    public async Task<Checked<int>> ManyAsync(string hookId, RedeliveryWish wish, CancellationToken ct)
    {
        if (wish.From > wish.To) return new Refusal("log.invalid_time_window");
        var (from, to) = (wish.From ?? DateTime.UnixEpoch, (wish.To ?? DateTime.UnixEpoch.AddYears(1000)).AddMilliseconds(1));
        var count = 0;
        var done = await WriteAsync<Done>(hookId, json => Write(json, wish), (hook, now) =>
        {
            work.Run(async stop => count = await ReviveAsync(
                hook, row => row.State == OutboxState.Dead && db.Events.Any(told => told.Id == row.EventId && told.CreatedAt >= from && told.CreatedAt < to), now, stop));
            var asked = hook.AskedEvents();
            var condition = $"created_at >= {{0}} AND created_at < {{1}} AND name IN ({string.Join(", ", asked.Select((_, at) => $"{{{at + 2}}}"))})";
            if (!wish.OnlyDead) work.Run(async stop => count += await OweAsync(hook, condition, [from, to, .. asked], now, stop));
            return Task.FromResult<Checked<Done>>(new Done());
        }, ct);
        return done.TryGet(out _, out var refused) ? count : refused;
    }

    private async Task<Checked<T>> WriteAsync<T>(string hookId, Action<Utf8JsonWriter> facts, Func<Hook, DateTime, Task<Checked<T>>> change, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var written = await work.WriteAsync<T>(_ => AuditEntry.Of(db.TenantId, "Change.Hook.Redelivered", hookId, origin, [], now, facts), async () =>
        {
            if (await db.Hooks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == hookId, ct) is not { } hook) return HookRefusals.NotThereToRead(hookId);
            // It would only have them given up.
            return hook.Enabled ? await change(hook, now) : new Refusal("hook.disabled", 422);
        }, ct);
        bell.Ring();
        return written;
    }

    private Task<int> ReviveAsync(Hook hook, Expression<Func<OutboxRow, bool>> which, DateTime now, CancellationToken ct) => db.Outbox
        .Where(row => row.TenantId == hook.TenantId && row.HookId == hook.Id && row.LeasedBy == null).Where(which)
        .ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, OutboxState.Pending).SetProperty(row => row.Attempts, 0).SetProperty(row => row.OwedSince, now)
            .SetProperty(row => row.DueAt, now).SetProperty(row => row.FinishedAt, (DateTime?)null), ct);

    /// <summary>What is owed already is not owed twice.</summary>
    /// <param name="condition">Of the events, with places for its values from <c>{0}</c>.</param>
    private Task<int> OweAsync(Hook hook, string condition, IReadOnlyList<object> values, DateTime now, CancellationToken ct)
    {
        var places = Enumerable.Range(values.Count, 3).Select(place => place.ToString(CultureInfo.InvariantCulture)).ToList();
        var (tenant, id, moment) = ($"{{{places[0]}}}", $"{{{places[1]}}}", $"{{{places[2]}}}");
        return db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(
            $"""
            INSERT INTO outbox (tenant_id, hook_id, event_id, sequence, subject, owed_since, state, attempts, due_at)
            SELECT tenant_id, {id}, id, sequence, subject, {moment}, 0, 0, {moment} FROM events WHERE tenant_id = {tenant} AND {condition} ON CONFLICT DO NOTHING
            """,
            [.. values, hook.TenantId, hook.Id, now]), ct);
    }

    private static void Write(Utf8JsonWriter json, RedeliveryWish wish)
    {
        json.WriteBoolean("onlyDead", wish.OnlyDead);
        if (wish.From is { } from) json.WriteNumber("from", from.ToEpochMilliseconds());
        if (wish.To is { } to) json.WriteNumber("to", to.ToEpochMilliseconds());
    }
}
