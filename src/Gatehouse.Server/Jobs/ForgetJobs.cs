using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Jobs;

/// <summary>Deletes jobs that ended long ago with their errors and results, and what is left of uploads that never came to their end.</summary>
internal sealed class ForgetJobs(IServiceScopeFactory scopes, WriteGate gate, GatehouseOptions options, TimeProvider time)
{
    /// <summary>No upload takes so long.</summary>
    private static readonly TimeSpan UploadPatience = TimeSpan.FromDays(1);

    public async Task ExecuteAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        var now = time.GetUtcNow().UtcDateTime;
        var (ended, begun) = (now.AddDays(-options.JobRetentionDays), now - UploadPatience);
        var jobs = db.Jobs.IgnoreQueryFilters([GatehouseDb.TenantFilter]);
        using (await gate.EnterAsync(ct))
        {
            await jobs.Where(job => job.FinishedAt < ended || (job.State == JobState.Receiving && job.CreatedAt < begun)).ExecuteDeleteAsync(ct);
            // What a node could not delete at a job's end, because it died.
            await db.JobChunks.IgnoreQueryFilters([GatehouseDb.TenantFilter])
                .Where(chunk => chunk.Part == JobPart.Input && jobs.Any(job => job.TenantId == chunk.TenantId && job.Id == chunk.JobId && job.State >= JobState.Completed))
                .ExecuteDeleteAsync(ct);
        }
    }
}
