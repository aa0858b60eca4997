using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Audit;

/// <summary>Writes entries out as NDJSON, the oldest first, page after page from where the last one ended.</summary>
internal static class ExportAuditLog
{
    private const int PageSize = 500;

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ExecuteAsync(GatehouseDb db, LogFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = "";
        while (true)
        {
            var page = await filter.Of(db).After(last).OrderBy(row => row.Id).Take(PageSize).ToListAsync(ct);
            if (page.Count > 0) yield return Ndjson(page);
            if (page.Count < PageSize) yield break;
            last = page[^1].Id;
        }
    }

    private static ReadOnlyMemory<byte> Ndjson(List<AuditRow> page)
    {
        var buffer = new ArrayBufferWriter<byte>(PageSize * 512);
        foreach (var row in page)
        {
            using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions)) AuditRowObject.Write(json, row);
            buffer.Write("\n"u8);
        }

        return buffer.WrittenMemory;
    }
}
