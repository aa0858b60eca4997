using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Jobs;

/// <summary>A record of a job's input.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Bytes">Without meaning when there is a problem; good until the next record is read.</param>
/// <param name="Problem">Why it can't be told where the record ends, or that it is too long.</param>
internal readonly record struct JobRecord(long Line, ReadOnlyMemory<byte> Bytes, Refusal? Problem);

/// <summary>
/// Reads the records of a job's input from a position on, one piece of the input after the other. A record that never ends (an open quote)
/// costs its own first line only: reading goes on behind that.
/// </summary>
internal sealed class JobReader(GatehouseDb db, Job job, RecordFormat format, long position, long line)
{
    /// <summary>Bytes of one record; as much as a body may have.</summary>
    public const int LongestRecord = 1024 * 1024;

    private static readonly Refusal TooLong = new("import.row_too_long");
    private static readonly Refusal OpenQuote = new("import.unclosed_quote");

    private readonly RecordScanner _scanner = new(format);
    private byte[] _buffer = new byte[2 * JobChunk.Size];
    private int _start;
    private int _end;
    private long _loaded = position;

    /// <summary>Behind the last record that was read.</summary>
    public long Position { get; private set; } = position;

    /// <summary>The lines before <see cref="Position"/>.</summary>
    public long Line { get; private set; } = line;

    /// <summary>Null at the end. Lines without text are passed over.</summary>
    public async Task<JobRecord?> ReadAsync(CancellationToken ct)
    {
        while (await FindAsync(ct) is { } found)
        {
            var (begin, bytes) = (Line + 1, _buffer.AsMemory(_start, found.Length));
            Take(found.Length);
            if (found.Problem is not null || RecordCounter.HasText(bytes.Span)) return new JobRecord(begin, bytes, found.Problem);
        }

        return null;
    }

    private async Task<(int Length, Refusal? Problem)?> FindAsync(CancellationToken ct)
    {
        _scanner.Restart();
        var looked = 0;
        while (true)
        {
            var end = _scanner.FindEnd(_buffer.AsSpan(_start + looked, _end - _start - looked));
            if (end >= 0) return (looked + end, null);
            looked = _end - _start;
            if (looked > LongestRecord) return (await SkipLineAsync(ct), TooLong);
            if (await LoadAsync(ct)) continue;
            if (looked == 0) return null;
            return _scanner.IsInQuotes ? (await SkipLineAsync(ct), OpenQuote) : (looked, null);
        }
    }

    /// <returns>The bytes left to take of the line, whose beginning may have been dropped already.</returns>
    private async Task<int> SkipLineAsync(CancellationToken ct)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0) return end + 1;
            Take(_end - _start);
            if (!await LoadAsync(ct)) return 0;
        }
    }

    private void Take(int length)
    {
        Line += _buffer.AsSpan(_start, length).Count((byte)'\n');
        _start += length;
        Position += length;
    }

    /// <summary>The next piece behind what is in the buffer.</summary>
    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (_loaded >= job.TotalBytes) return false;
        var number = _loaded / JobChunk.Size;
        var piece = await db.JobChunks.AsNoTracking().Where(chunk => chunk.JobId == job.Id && chunk.Part == JobPart.Input && chunk.Number == number)
            .Select(chunk => chunk.Content).SingleAsync(ct);
        var fresh = piece.AsMemory((int)(_loaded % JobChunk.Size));
        MakeRoom(fresh.Length);
        fresh.CopyTo(_buffer.AsMemory(_end));
        _end += fresh.Length;
        _loaded += fresh.Length;
        return true;
    }

    private void MakeRoom(int more)
    {
        if (_end + more <= _buffer.Length) return;
        var kept = _end - _start;
        var buffer = kept + more <= _buffer.Length ? _buffer : new byte[Math.Max(kept + more, 2 * _buffer.Length)];
        Buffer.BlockCopy(_buffer, _start, buffer, 0, kept);
        (_buffer, _start, _end) = (buffer, 0, kept);
    }
}
