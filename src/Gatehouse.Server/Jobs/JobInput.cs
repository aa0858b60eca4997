using Gatehouse.Server.Data;

namespace Gatehouse.Server.Jobs;

/// <summary>The input of a job on its way into the database: pieces of one size, each saved as soon as it is full.</summary>
internal sealed class JobInput(GatehouseDb db, WriteGate gate, Job job)
{
    private readonly byte[] _piece = new byte[JobChunk.Size];
    private int _length;
    private long _pieces;

    public long TotalBytes => (_pieces * JobChunk.Size) + _length;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, _piece.Length - _length)];
            part.CopyTo(_piece.AsMemory(_length));
            _length += part.Length;
            bytes = bytes[part.Length..];
            if (_length == _piece.Length) await SaveAsync(ct);
        }
    }

    /// <summary>Saves the last piece. Nothing may be written behind it.</summary>
    /// <returns>The size of the input.</returns>
    public async Task<long> CompleteAsync(CancellationToken ct)
    {
        var total = TotalBytes;
        if (_length > 0) await SaveAsync(ct);
        return total;
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        db.JobChunks.Add(new JobChunk { TenantId = job.TenantId, JobId = job.Id, Part = JobPart.Input, Number = _pieces, Content = _piece[.._length] });
        using (await gate.EnterAsync(ct)) await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        _pieces++;
        _length = 0;
    }
}
