using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Records;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>What an import is asked to do.</summary>
/// <param name="IsDryRun">Every row is judged, none goes in.</param>
internal sealed record ImportOrder(RecordFormat Format, bool IsDryRun)
{
    public const string JobType = "users.import";

    /// <summary>Enough for a header row.</summary>
    private const int HeaderRoom = 64 * 1024;

    public static ImportOrder Of(Job job)
    {
        var parameters = job.Parameters.ToElement();
        return new ImportOrder(RecordFormats.OfName(parameters.GetProperty("format").GetString()!), parameters.GetProperty("dryRun").GetBoolean());
    }

    public JsonText ToParameters() => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("format", Format == RecordFormat.Csv ? "csv" : "ndjson");
        json.WriteBoolean("dryRun", IsDryRun);
        json.WriteEndObject();
    });

    /// <summary>Makes the job out of a file: keeps the file, counts its rows, reads its header row.</summary>
    /// <param name="read">Hands out the file piece by piece; tells why it did not get to the end.</param>
    /// <param name="leasedBy">Whoever will work on it at once; null: whoever comes first.</param>
    public Task<Checked<Job>> CreateJobAsync(
        CreateJob create, Func<Func<ReadOnlyMemory<byte>, ValueTask>, Task<Refusal?>> read, CancellationToken ct, string? leasedBy = null) =>
        create.ExecuteAsync(JobType, ToParameters(), async input =>
        {
            var counter = new RecordCounter(Format);
            var head = new List<byte>();
            var refused = await read(async piece =>
            {
                counter.Add(piece.Span);
                if (Format == RecordFormat.Csv && head.Count < HeaderRoom) head.AddRange(piece.Span[..Math.Min(piece.Length, HeaderRoom - head.Count)]);
                await input.WriteAsync(piece, ct);
            });
            if (refused is not null) return refused;
            if (Format == RecordFormat.Ndjson) return counter.Count;
            return HeaderOf([.. head]).TryGet(out _, out refused) ? counter.Count - 1 : refused;
        }, ct, leasedBy);

    private static Checked<CsvHeader> HeaderOf(byte[] head)
    {
        var end = new RecordScanner(RecordFormat.Csv).FindEnd(head);
        if (end < 0 && head.Length == HeaderRoom) return new Refusal("import.row_too_long");
        return ImportRow.TextOf(head.AsSpan(0, end < 0 ? head.Length : end)).TryGet(out var text, out var refused) ? CsvHeader.Read(text) : refused;
    }
}
