using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>
/// Writes users out, the oldest first, page after page from where the last one ended: however many they are, one page is in memory. It is
/// not one moment that is written: a user who is made or deleted meanwhile may be there or not, nobody is there twice.
/// </summary>
internal static class ExportUsers
{
    private const int PageSize = 500;

    /// <param name="includesHash">With digest and algorithm of the password.</param>
    /// <returns>The bytes of the file, the first piece with the header of a CSV file, also when there are no users.</returns>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ExecuteAsync(
        IQueryable<User> users, RecordFormat format, bool includesHash, [EnumeratorCancellation] CancellationToken ct)
    {
        long? last = null;
        while (true)
        {
            var rest = last is { } sequence ? users.Where(user => user.Sequence > sequence) : users;
            var page = await rest.OrderBy(user => user.Sequence).Take(PageSize).Include(user => user.Identities).AsSplitQuery().AsNoTracking().ToListAsync(ct);
            if (page.Count > 0 || last is null) yield return format == RecordFormat.Csv ? Csv(page, includesHash, last is null) : Ndjson(page, includesHash);
            if (page.Count < PageSize) yield break;
            last = page[^1].Sequence;
        }
    }

    private static ReadOnlyMemory<byte> Ndjson(List<User> page, bool includesHash)
    {
        var buffer = new ArrayBufferWriter<byte>(PageSize * 512);
        foreach (var user in page)
        {
            using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
                UserObject.WriteFull(json, user, includesHash ? more => UserObject.WritePasswordHash(more, user) : null);
            buffer.Write("\n"u8);
        }

        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Csv(List<User> page, bool includesHash, bool isFirst)
    {
        var text = new StringBuilder();
        if (isFirst) CsvRow.Write(text, UserCsv.Header(includesHash));
        foreach (var user in page) CsvRow.Write(text, UserCsv.Cells(user, includesHash));
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
