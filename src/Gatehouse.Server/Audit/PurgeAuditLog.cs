using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Audit;

/// <summary>
/// Deletes entries after <c>AUDIT_RETENTION_DAYS</c>, whole seals at a time. The seal stays and says that they were taken, so that the chain
/// holds; it says so first, and whoever comes back after a crash deletes what is left.
/// </summary>
internal sealed class PurgeAuditLog(GatehouseDb db, UnitOfWork work, WriteGate gate, Sealer sealer, GatehouseOptions options, TimeProvider time)
{
    /// <summary>Writers wait while a batch goes; they must not wait long.</summary>
    private const int Batch = 500;

    public async Task ExecuteAsync(CancellationToken ct)
    {
        if (options.AuditRetentionDays == 0) return;
        var limit = time.GetUtcNow().UtcDateTime.AddDays(-options.AuditRetentionDays);
        while ((await work.WriteAsync<bool>(_ => null, () => MarkAsync(limit, ct), ct)).TryGet(out var isMarked, out _) && isMarked)
        {
        }

        var purged = await db.AuditSeals.Where(seal => seal.PurgeMark != null).OrderByDescending(seal => seal.Number).Select(seal => seal.LastId).FirstOrDefaultAsync(ct);
        if (purged is null) return;
        int deleted;
        do
        {
            var ids = await db.Audit.UpTo(purged).OrderBy(row => row.Id).Take(Batch).Select(row => row.Id).ToListAsync(ct);
            using (await gate.EnterAsync(ct)) deleted = await db.Audit.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(ct);
        }
        while (deleted == Batch);
    }

    public static string MarkOf(AuditSeal seal) => "purged " + seal.Digest;

    private async Task<Checked<bool>> MarkAsync(DateTime limit, CancellationToken ct)
    {
        var old = await db.AuditSeals.Where(seal => seal.PurgeMark == null).OrderBy(seal => seal.Number).FirstOrDefaultAsync(ct);
        if (old is null || old.SealedAt >= limit) return false;
        old.Rows = [];
        old.PurgeMark = sealer.Seal(MarkOf(old));
        return true;
    }
}
