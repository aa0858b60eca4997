using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>
/// The numbers that keep events of one subject in order. A change that lost a race against another is run again and takes new ones, so the later
/// change has the greater number. On PostgreSQL, where nodes with clocks of their own write, the database gives them out.
/// </summary>
internal static class EventOrder
{
    /// <summary>
    /// Where PostgreSQL began to count (the migration OrderOfEvents). What a clock gives is added to it, so that an installation that was moved
    /// from PostgreSQL to SQLite goes on above what is still owed: no database gives out numbers faster than time passes.
    /// </summary>
    public const long First = 1L << 62;

    public static async Task<IReadOnlyList<long>> NextAsync(GatehouseDb db, int count, DateTime now, CancellationToken ct) => db.Database.IsNpgsql()
        ? await db.Database.SqlQuery<long>($"""SELECT nextval('event_order') AS "Value" FROM generate_series(1, {count})""").ToListAsync(ct)
        : [.. Enumerable.Range(0, count).Select(_ => First + Identifier.Sequence(now))];
}
