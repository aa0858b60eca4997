using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>The deliveries of a hook in the last 24 hours, and how many of them succeeded (contract/management-webhooks.md 1).</summary>
internal readonly record struct ExecutionStats(int SuccessCount, int RequestCount);

/// <summary>Counts deliveries in the log.</summary>
internal sealed class CountExecutions(GatehouseDb db, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <returns>By hook id; a hook without deliveries is missing.</returns>
    public async Task<IReadOnlyDictionary<string, ExecutionStats>> ExecuteAsync(IReadOnlyList<string> hookIds, CancellationToken ct)
    {
        var since = time.GetUtcNow().UtcDateTime - Window;
        return await db.Audit.Where(row => hookIds.Contains(row.HookId!) && row.CreatedAt >= since)
            .GroupBy(row => row.HookId!)
            .Select(rows => new { HookId = rows.Key, Succeeded = rows.Count(row => row.Succeeded == true), All = rows.Count() })
            .ToDictionaryAsync(count => count.HookId, count => new ExecutionStats(count.Succeeded, count.All), ct);
    }
}
