using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Audit;

/// <summary>
/// Reads a tenant's whole audit log and holds it against its seals: an entry that was altered, removed or slipped in, and a seal that was
/// altered, removed or forged, are found (docs/audit.md).
/// </summary>
internal sealed class VerifyAuditLog(GatehouseDb db, Sealer sealer, GatehouseOptions options, TimeProvider time)
{
    /// <summary>Beyond it a stretch was not altered, it is another log.</summary>
    private const int MostNamed = 20;

    /// <param name="expectedHead">A head that was noted earlier; it must still be in the chain. Null: none was.</param>
    public async Task<AuditReport> ExecuteAsync(string? expectedHead, CancellationToken ct)
    {
        var report = new AuditReport();
        var (previous, lastId, number) = ("", "", 0L);
        // One at a time: a seal is small, its entries may be large.
        while (await db.AuditSeals.AsNoTracking().Where(seal => seal.Number > number).OrderBy(seal => seal.Number).FirstOrDefaultAsync(ct) is { } seal)
        {
            if (seal.Number != number + 1) report.Find($"seals {number + 1} to {seal.Number - 1} are missing");
            if (!IsGenuine(seal, previous)) report.Find($"seal {seal.Number} was altered or forged, or the one before it was");
            if (seal.PurgeMark is { } mark) JudgePurge(report, seal, mark, await CountAsync(lastId, seal.LastId, ct));
            else await JudgeRowsAsync(report, seal, lastId, ct);
            report.Seals++;
            report.Head = seal.Digest;
            report.HasExpectedHead |= seal.Digest == expectedHead;
            (previous, lastId, number) = (seal.Digest, seal.LastId, seal.Number);
        }

        if (expectedHead is not null && !report.HasExpectedHead) report.Find($"the head {expectedHead} is not in the chain: seals were removed from its end, or it was made anew");
        report.Unsealed = await db.Audit.After(lastId).LongCountAsync(ct);
        return report;
    }

    private Task<int> CountAsync(string after, string upTo, CancellationToken ct) => db.Audit.After(after).UpTo(upTo).CountAsync(ct);

    private bool IsGenuine(AuditSeal seal, string previous) =>
        seal.Digest == RowDigest.OfSeal(previous, seal.TenantId, seal.Number, seal.LastId, seal.Count, seal.RowsDigest)
        && Opens(seal.Mark, seal.Digest) && (seal.PurgeMark is not null || (RowDigest.OfRows(seal.Rows) == seal.RowsDigest && seal.Rows.Length == seal.Count * RowDigest.Size));

    private bool Opens(SealedText mark, string content)
    {
        try
        {
            return sealer.Open(mark) == content;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>What is left of a purge that is under way is as it should be; more than the seal had is not.</summary>
    private void JudgePurge(AuditReport report, AuditSeal seal, SealedText mark, int left)
    {
        if (!Opens(mark, PurgeAuditLog.MarkOf(seal))) report.Find($"seal {seal.Number} says that its entries were purged, and this server did not purge them");
        if (left > seal.Count) report.Find($"seal {seal.Number}: entries were added to a stretch that was purged");
        report.Purged += seal.Count - left;
    }

    private async Task JudgeRowsAsync(AuditReport report, AuditSeal seal, string after, CancellationToken ct)
    {
        var missing = new Dictionary<UInt128, int>();
        foreach (var digest in MemoryMarshal.Cast<byte, UInt128>(seal.Rows)) missing[digest] = missing.GetValueOrDefault(digest) + 1;
        var strangers = new List<string>();
        await foreach (var row in db.Audit.AsNoTracking().After(after).UpTo(seal.LastId).OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            report.Entries++;
            var found = row.IsConsistent ? RowDigest.CandidatesOf(row).Select(bytes => MemoryMarshal.Read<UInt128>(bytes)).FirstOrDefault(missing.ContainsKey) : default;
            if (missing.GetValueOrDefault(found) is var count && count > 1) missing[found] = count - 1;
            else if (!missing.Remove(found)) strangers.Add(row.Id);
        }

        var forgotten = time.GetUtcNow().UtcDateTime.AddDays(-options.WebhookLogRetentionDays);
        var gone = missing.Where(digest => seal.SealedAt >= forgotten || !IsOfDelivery(digest.Key)).Sum(digest => digest.Value);
        if (strangers.Count > 0) report.Find($"seal {seal.Number}: {strangers.Count} entries are not as they were sealed, or were added: {string.Join(", ", strangers.Take(MostNamed))}{(strangers.Count > MostNamed ? " …" : "")}");
        if (gone > strangers.Count) report.Find($"seal {seal.Number}: {gone - strangers.Count} of {seal.Count} entries up to {seal.LastId} were removed");
    }

    private static bool IsOfDelivery(UInt128 digest) => MemoryMarshal.AsBytes([digest])[0] == RowDigest.OfDelivery;
}
