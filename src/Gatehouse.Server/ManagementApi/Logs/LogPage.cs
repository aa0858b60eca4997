using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Paging;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Logs;

/// <summary>A page of entries, the latest first; with a cap, counting stops where nobody looks any more.</summary>
internal static class LogPage
{
    private const int MostCounted = 10_000;

    /// <param name="isByTime">There is an index by time for these entries; the ids of all entries are in the order of time too.</param>
    public static async Task<ApiResult> ReadAsync(IQueryable<AuditRow> rows, Page page, bool isCounted, CancellationToken ct, bool isByTime = true)
    {
        var total = await (isCounted ? rows : rows.Take(MostCounted + 1)).LongCountAsync(ct);
        var isCapped = !isCounted && total > MostCounted;
        var found = page.Offset >= total && !isCapped ? [] : await (isByTime ? rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id) : rows.OrderByDescending(row => row.Id))
            .Skip((int)Math.Min(page.Offset, int.MaxValue)).Take(page.Size).ToListAsync(ct);
        return ApiResult.Paged(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var row in found) AuditRowObject.Write(json, row);
            json.WriteEndArray();
        }), total, isCapped);
    }
}
