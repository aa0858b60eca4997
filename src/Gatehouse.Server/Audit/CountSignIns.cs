using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Calendar;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Audit;

/// <summary>Sign-ins and failures by day: what is counted already, and the entries of the last minutes that are not sealed yet.</summary>
internal sealed class CountSignIns(GatehouseDb db, TimeProvider time)
{
    /// <summary>Beyond it the youngest entries are left out until they are sealed: a dashboard is not worth a long read.</summary>
    private const int MostRead = 10_000;

    /// <summary>By how much the time of an entry may differ from that in its id: the two are taken from the clock one after the other.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <returns>Every day from the first to the last, also those without any.</returns>
    public async Task<IReadOnlyList<(DateOnly Date, SignInTally Tally)>> ExecuteAsync(DateOnly first, DateOnly last, CancellationToken ct)
    {
        var counted = await db.DailySignIns.AsNoTracking().Where(day => day.Date >= first && day.Date <= last).ToDictionaryAsync(day => day.Date, ct);
        var sealedUpTo = await db.AuditSeals.OrderByDescending(seal => seal.Number).Select(seal => seal.LastId).FirstOrDefaultAsync(ct) ?? "";
        var (day, sealedAt) = (time.StartOf(first), sealedUpTo.Length == 0 ? DateTime.MinValue : Identifier.TimeOf(sealedUpTo) - Slack);
        var from = sealedAt > day ? sealedAt : day;
        // Ordered by time: the index over listed entries has it, where that of the ids would lead through all that is not listed.
        var rest = await db.Audit.AsNoTracking().After(sealedUpTo).Where(row => row.IsListed && row.CreatedAt >= from)
            .OrderBy(row => row.CreatedAt).Take(MostRead).ToListAsync(ct);
        var young = SignInTally.Of(rest, time);
        return [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Select(date =>
        {
            var (known, more) = (counted.GetValueOrDefault(date), young.GetValueOrDefault(date));
            return (date, new SignInTally((known?.SignIns ?? 0) + more.SignIns, (known?.Failures ?? 0) + more.Failures));
        })];
    }
}
