using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Verifications;

/// <summary>Unlocks identifiers: what was tried with them in the last hour is forgotten, and any lock with it (contract/management-misc.md 9).</summary>
internal sealed class ForgetAttempts(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <param name="identifiers">As people type them.</param>
    public Task<Checked<Done>> ExecuteAsync(string targetType, IReadOnlyList<string> identifiers, CancellationToken ct)
    {
        var hashes = identifiers.Select(SentinelActivity.HashOf).Distinct().ToList();
        var now = time.GetUtcNow().UtcDateTime;
        var since = now - SentinelActivity.Window;
        return work.WriteAsync<Done>(_ => null, () =>
        {
            // Somebody may have tried very often.
            if (hashes.Count > 0)
            {
                work.Run(token => db.SentinelActivities
                    .Where(activity => activity.TargetType == targetType && hashes.Contains(activity.TargetHash)
                        && (activity.CreatedAt >= since || activity.BlockedUntil > now))
                    .ExecuteDeleteAsync(token));
            }

            return Task.FromResult<Checked<Done>>(new Done());
        }, ct);
    }
}
