using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>Deletes many rows in small batches: writers wait while one goes, and must not wait long.</summary>
internal static class DeleteInBatches
{
    public const int Batch = 500;

    /// <param name="key">Tells the rows apart within the query.</param>
    /// <param name="inOrder">Of the index by which they are found; null: as they come.</param>
    public static async Task DeleteInBatchesAsync<T>(
        this WriteGate gate, IQueryable<T> doomed, Expression<Func<T, string>> key, CancellationToken ct, Func<IQueryable<T>, IQueryable<T>>? inOrder = null)
        where T : class
    {
        var next = (inOrder is null ? doomed : inOrder(doomed)).Select(key).Take(Batch);
        while (true)
        {
            var keys = await next.ToListAsync(ct);
            if (keys.Count == 0) return;
            var isOne = Expression.Lambda<Func<T, bool>>(Expression.Call(Expression.Constant(keys), nameof(List<>.Contains), null, key.Body), key.Parameters);
            using (await gate.EnterAsync(ct)) await doomed.Where(isOne).ExecuteDeleteAsync(ct);
            if (keys.Count < Batch) return;
        }
    }
}
