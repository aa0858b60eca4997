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
    public async Task ExecuteAsync(CancellationToken ct)
    {
        if (options.AuditRetentionDays == 0) return;
        var limit = time.GetUtcNow().UtcDateTime.AddDays(-options.AuditRetentionDays);
        while ((await work.WriteAsync<bool>(_ => null, () => MarkAsync(limit, ct), ct)).TryGet(out var isMarked, out _) && isMarked)
        {
        }

        var purged = await db.AuditSeals.Where(seal => seal.PurgeMark != null).OrderByDescending(seal => seal.Number).Select(seal => seal.LastId).FirstOrDefaultAsync(ct);
        if (purged is null) return;
        await gate.DeleteInBatchesAsync(db.Audit.UpTo(purged), row => row.Id, ct, rows => rows.OrderBy(row => row.Id));
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
