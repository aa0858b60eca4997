using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Jobs;

/// <summary>Asks for a job to stop: whoever works on it ends it after the step that is under way. What was done stays done.</summary>
internal sealed class CancelJob(GatehouseDb db, UnitOfWork work, ChangeOrigin origin, JobBell bell, TimeProvider time)
{
    public async Task<Checked<Job>> ExecuteAsync(string jobId, CancellationToken ct)
    {
        var cancelled = await work.WriteAsync<Job>(
            job => AuditEntry.Of(db.TenantId, "Change.Job.CancelRequested", job.Id, origin, [], time.GetUtcNow().UtcDateTime),
            async () =>
            {
                if (await db.Jobs.SingleOrDefaultAsync(row => row.Id == jobId && row.State != JobState.Receiving, ct) is not { } job)
                    return JobRefusals.NotFound(jobId);
                if (job.HasEnded) return JobRefusals.HasEnded;
                job.RequestCancel();
                return job;
            }, ct);
        bell.Ring();
        return cancelled;
    }
}
