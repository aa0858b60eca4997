using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Calendar;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Audit;

/// <summary>
/// Seals the entries that have rested long enough, and counts the sign-ins among them, in one change: each entry is sealed once and counted
/// once. Several nodes may try; the number of the seal lets one of them win.
/// </summary>
internal sealed class SealAuditLog(GatehouseDb db, UnitOfWork work, Sealer sealer, TimeProvider time)
{
    /// <summary>
    /// An entry's id is made a moment before its transaction commits, by the clock of its node: what is younger may still get neighbours.
    /// </summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(2);

    public const int LargestSeal = 1000;

    /// <returns>How many entries were sealed; fewer than <see cref="LargestSeal"/>: there are no more.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var made = await work.WriteAsync<int>(_ => null, () => SealAsync(ct), ct);
        return made.TryGet(out var count, out var refused) ? count : throw new InvalidOperationException($"The audit log of {db.TenantId} could not be sealed: {refused.Code}");
    }

    private async Task<Checked<int>> SealAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var last = await db.AuditSeals.AsNoTracking().OrderByDescending(seal => seal.Number)
            .Select(seal => new { seal.Number, seal.LastId, seal.Digest }).FirstOrDefaultAsync(ct);
        var rows = await db.Audit.AsNoTracking().After(last?.LastId ?? "").Before(Identifier.OrderedFloor(now - Rest)).OrderBy(row => row.Id).Take(LargestSeal).ToListAsync(ct);
        if (rows.Count == 0) return 0;
        byte[] digests = [.. rows.SelectMany(RowDigest.Of)];
        var (number, lastId, rowsDigest) = ((last?.Number ?? 0) + 1, rows[^1].Id, RowDigest.OfRows(digests));
        var digest = RowDigest.OfSeal(last?.Digest ?? "", db.TenantId, number, lastId, rows.Count, rowsDigest);
        db.AuditSeals.Add(new AuditSeal
        {
            TenantId = db.TenantId, Number = number, LastId = lastId, Count = rows.Count, Rows = digests, RowsDigest = rowsDigest, Digest = digest,
            Mark = sealer.Seal(digest), SealedAt = now,
        });
        await CountAsync(rows, ct);
        return rows.Count;
    }

    private async Task CountAsync(List<AuditRow> rows, CancellationToken ct)
    {
        foreach (var (date, tally) in SignInTally.Of(rows, time))
        {
            var day = await db.DailySignIns.SingleOrDefaultAsync(row => row.Date == date, ct);
            if (day is null) db.DailySignIns.Add(day = new DailySignIns { TenantId = db.TenantId, Date = date });
            day.SignIns += tally.SignIns;
            day.Failures += tally.Failures;
        }
    }
}
