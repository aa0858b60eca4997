using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Jobs;

/// <summary>One job by id, to look at. One whose input is still arriving is nobody's to look at but its sender's.</summary>
internal sealed class FindJob(GatehouseDb db)
{
    public async Task<Checked<Job>> ExecuteAsync(string jobId, CancellationToken ct) =>
        await db.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == jobId && job.State != JobState.Receiving, ct) is { } job
            ? job : JobRefusals.NotFound(jobId);

    /// <summary>The pieces of the result so far, in order, one in memory at a time.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ResultAsync(
        string jobId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var last = -1L;
        while (true)
        {
            var chunk = await db.JobChunks.AsNoTracking().Where(row => row.JobId == jobId && row.Part == JobPart.Result && row.Number > last)
                .OrderBy(row => row.Number).FirstOrDefaultAsync(ct);
            if (chunk is null) yield break;
            yield return chunk.Content;
            last = chunk.Number;
        }
    }
}
