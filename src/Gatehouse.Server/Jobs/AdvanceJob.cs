using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Jobs;

/// <summary>
/// Saves a part of a job's work together with how far the job has come, in one transaction. That holds only while the job is leased to
/// whoever did the work: the version of its row makes one of two nodes that both think so lose.
/// </summary>
internal sealed class AdvanceJob(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <param name="change">Does the work, by operations that save through the unit of work, and tells what became of it.</param>
    public Task<Checked<Done>> ExecuteAsync(JobLease lease, Func<Task<Checked<JobStep>>> change, CancellationToken ct) => work.WriteAsync<Done>(_ => null, async () =>
    {
        if (!(await change()).TryGet(out var step, out var refused)) return refused;
        var job = await db.Jobs.SingleOrDefaultAsync(row => row.Id == lease.JobId && row.LeasedBy == lease.Id && row.State == JobState.Running, ct);
        if (job is null) return JobRefusals.LeaseLost;
        job.Advance(step, time.GetUtcNow().UtcDateTime + JobLease.Length);
        work.Insert(step.Errors);
        if (step.Result.Length > 0)
            db.JobChunks.Add(new JobChunk { TenantId = job.TenantId, JobId = job.Id, Part = JobPart.Result, Number = step.Position, Content = step.Result });
        return new Done();
    }, ct);

    /// <summary>From the beginning, for work that has changed nothing so far.</summary>
    public Task<Checked<Done>> RewindAsync(JobLease lease, CancellationToken ct) => work.WriteAsync<Done>(_ => null, async () =>
    {
        var job = await db.Jobs.SingleOrDefaultAsync(row => row.Id == lease.JobId && row.LeasedBy == lease.Id, ct);
        if (job is null) return JobRefusals.LeaseLost;
        job.Rewind();
        db.JobErrors.RemoveRange(await db.JobErrors.Where(error => error.JobId == job.Id).ToListAsync(ct));
        db.JobChunks.RemoveRange(await db.JobChunks.Where(chunk => chunk.JobId == job.Id && chunk.Part == JobPart.Result).ToListAsync(ct));
        return new Done();
    }, ct);
}
