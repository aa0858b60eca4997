using System.Globalization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>A part of the feed.</summary>
/// <param name="Cursor">Where the next part begins; the same as before when there was nothing new.</param>
/// <param name="HasMore">There is a next part already.</param>
internal sealed record EventFeedPart(IReadOnlyList<EventRow> Events, string Cursor, bool HasMore);

/// <summary>
/// The events of a tenant to be pulled (docs/webhooks.md). Transactions commit in another order than they take their numbers, so a reader who
/// remembers a number would miss what was committed late. Therefore places are given when the feed is read, to what is committed by then:
/// one reader at a time, in the order of arrival, without gaps, never changed.
/// </summary>
internal sealed class EventFeed(GatehouseDb db, WriteGate gate)
{
    private const int LargestNumbering = 5000;

    /// <param name="after">A cursor that an earlier part gave; null = from the oldest event that is kept.</param>
    /// <param name="names">Only these events; empty = all.</param>
    public async Task<Checked<EventFeedPart>> ReadAsync(string? after, IReadOnlyList<string> names, int limit, CancellationToken ct)
    {
        if (!TryParse(after, out var position)) return new Refusal("event.invalid_cursor");
        await NumberAsync(ct);
        var feed = await db.Set<EventFeedRow>().AsNoTracking().SingleOrDefaultAsync(row => row.TenantId == db.TenantId, ct);
        if (position is { } known && (known > (feed?.LastPosition ?? 0))) return new Refusal("event.invalid_cursor");
        if (position < feed?.ForgottenPosition) return new Refusal("event.cursor_expired", 410);

        var start = position ?? 0;
        var rows = db.Events.AsNoTracking().Where(row => row.Position > start);
        if (names.Count > 0) rows = rows.Where(row => names.Contains(row.Name));
        var found = await rows.OrderBy(row => row.Position).Take(limit + 1).ToListAsync(ct);
        var shown = found.Take(limit).ToList();
        var hasMore = found.Count > limit;
        // What the filter leaves out need not be looked through again; another reader may have numbered more meanwhile.
        var last = shown.Count > 0 ? shown[^1].Position!.Value : start;
        var end = hasMore ? last : Math.Max(last, feed?.LastPosition ?? 0);
        return new EventFeedPart(shown, end.ToString(CultureInfo.InvariantCulture), hasMore);
    }

    /// <summary>Gives places to the events that have none.</summary>
    public async Task NumberAsync(CancellationToken ct)
    {
        while (await db.Events.AnyAsync(row => row.Position == null, ct))
        {
            using (await gate.EnterAsync(ct))
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                if (await NumberSomeAsync(ct) < LargestNumbering)
                {
                    await transaction.CommitAsync(ct);
                    return;
                }

                await transaction.CommitAsync(ct);
            }
        }
    }

    private async Task<int> NumberSomeAsync(CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO event_feeds (tenant_id, last_position, forgotten_position) VALUES ({db.TenantId}, 0, 0) ON CONFLICT DO NOTHING", ct);
        // Locks the row, so that another reader waits and then sees these places.
        await db.Database.ExecuteSqlAsync($"UPDATE event_feeds SET last_position = last_position WHERE tenant_id = {db.TenantId}", ct);
        var numbered = await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE events SET position = (SELECT f.last_position FROM event_feeds f WHERE f.tenant_id = {db.TenantId}) + fresh.place
            FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY sequence, id) AS place FROM
                (SELECT id, sequence FROM events WHERE tenant_id = {db.TenantId} AND position IS NULL ORDER BY sequence, id LIMIT {LargestNumbering}) AS first) AS fresh
            WHERE events.tenant_id = {db.TenantId} AND events.id = fresh.id
            """, ct);
        await db.Database.ExecuteSqlAsync($"UPDATE event_feeds SET last_position = last_position + {numbered} WHERE tenant_id = {db.TenantId}", ct);
        return numbered;
    }

    private static bool TryParse(string? cursor, out long? position)
    {
        position = null;
        if (string.IsNullOrEmpty(cursor)) return true;
        if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        position = number;
        return true;
    }
}
