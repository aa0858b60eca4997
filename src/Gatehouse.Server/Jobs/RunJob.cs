using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Jobs;

/// <summary>A node's turn at a job: takes the lease, does part after part until the end, and gives the job back when it has to stop.</summary>
internal sealed class RunJob(IServiceScopeFactory scopes, IServiceProvider services, IEnumerable<JobType> types, WriteGate gate, TimeProvider time, ILogger<RunJob> log)
{
    /// <summary>So often in a row the work may break off without coming further.</summary>
    private const int MostBreakdowns = 5;

    private static readonly TimeSpan RestAfterBreakdown = TimeSpan.FromSeconds(10);

    /// <summary>Null when somebody else was faster, or nothing is to be done.</summary>
    /// <param name="leaseId">The lease under which the job was made; null for a new one.</param>
    public async Task<JobLease?> ClaimAsync(string tenantId, string jobId, CancellationToken ct, string? leaseId = null)
    {
        var lease = new JobLease(tenantId, jobId, leaseId ?? Identifier.Long());
        await using var scope = scopes.OfTenant(tenantId);
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        var now = time.GetUtcNow().UtcDateTime;
        var job = await db.Jobs.SingleOrDefaultAsync(row => row.Id == jobId && (row.LeasedUntil <= now || row.LeasedBy == lease.Id)
            && (row.State == JobState.Queued || row.State == JobState.Running), ct);
        if (job is null) return null;
        job.Start(lease.Id, now + JobLease.Length, now);
        return await SaveAsync(db, db.Entry(job), ct) ? lease : null;
    }

    /// <summary>Works until the job has ended, the lease is lost, or <paramref name="ct"/> tells to stop.</summary>
    public async Task ExecuteAsync(JobLease lease, CancellationToken ct)
    {
        try
        {
            IJobWork? work = null;
            while (await AdvanceAsync(lease, job => work ??= types.Single(type => type.Name == job.Type).Create(services), ct))
            {
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await ChangeAsync(lease, job => job.Release(time.GetUtcNow().UtcDateTime));
        }
        catch (Exception problem)
        {
            log.JobBrokeOff(problem, lease.JobId);
            await ChangeAsync(lease, job =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                if (job.Breakdowns + 1 < MostBreakdowns) job.BreakDown(now + RestAfterBreakdown);
                else job.End(JobState.Failed, JobRefusals.Failed, now);
            });
        }
    }

    private async Task<bool> AdvanceAsync(JobLease lease, Func<Job, IJobWork> workOf, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var scope = scopes.OfTenant(lease.TenantId);
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == lease.JobId && row.LeasedBy == lease.Id && row.State == JobState.Running, ct);
        if (job is null) return false;
        JobOrigin.Restore(job, scope.ServiceProvider.GetRequiredService<ChangeOrigin>());
        if (!job.IsCancelRequested && await workOf(job).AdvanceAsync(new JobTurn(scope.ServiceProvider, job, lease), ct)) return true;
        await EndAsync(lease, job.IsCancelRequested ? JobState.Cancelled : JobState.Completed, ct);
        return false;
    }

    /// <summary>Ends the job and forgets its input: nobody reads that again, and it may hold passwords.</summary>
    private async Task EndAsync(JobLease lease, JobState state, CancellationToken ct)
    {
        await using var scope = scopes.OfTenant(lease.TenantId);
        var (db, origin) = (scope.ServiceProvider.GetRequiredService<GatehouseDb>(), scope.ServiceProvider.GetRequiredService<ChangeOrigin>());
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var ended = await unit.WriteAsync<Job>(
            job => AuditEntry.Of(lease.TenantId, "Change.Job.Ended", job.Id, origin, [], time.GetUtcNow().UtcDateTime, json =>
            {
                json.WriteStartObject("job");
                json.WriteString("state", job.State.ToString());
                json.WriteNumber("succeeded", job.Succeeded);
                json.WriteNumber("failed", job.Failed);
                json.WriteEndObject();
            }),
            async () =>
            {
                var job = await db.Jobs.SingleOrDefaultAsync(row => row.Id == lease.JobId && row.LeasedBy == lease.Id, ct);
                if (job is null) return JobRefusals.LeaseLost;
                JobOrigin.Restore(job, origin);
                job.End(state, null, time.GetUtcNow().UtcDateTime);
                unit.Run(token => Input(db, job.Id).ExecuteDeleteAsync(token));
                return job;
            }, ct);
        if (ended.TryGet(out var done, out _)) log.JobEnded(done.Id, done.Type, done.State, done.Succeeded, done.Failed);
    }

    private static IQueryable<JobChunk> Input(GatehouseDb db, string jobId) => db.JobChunks.Where(chunk => chunk.JobId == jobId && chunk.Part == JobPart.Input);

    /// <summary>What happens to the job beside its work: nobody waits for it, and the lease ends by itself when it can't be saved.</summary>
    private async Task ChangeAsync(JobLease lease, Action<Job> change)
    {
        try
        {
            await using var scope = scopes.OfTenant(lease.TenantId);
            var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
            var job = await db.Jobs.SingleOrDefaultAsync(row => row.Id == lease.JobId && row.LeasedBy == lease.Id);
            if (job is null) return;
            change(job);
            await SaveAsync(db, db.Entry(job), CancellationToken.None);
            if (!job.HasEnded) return;
            using (await gate.EnterAsync(CancellationToken.None)) await Input(db, job.Id).ExecuteDeleteAsync();
        }
        catch (Exception problem)
        {
            log.JobNotReleased(problem, lease.JobId);
        }
    }

    /// <returns>False when somebody else changed the job in between.</returns>
    private async Task<bool> SaveAsync(GatehouseDb db, Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry job, CancellationToken ct)
    {
        try
        {
            RowVersion.Advance(job);
            using (await gate.EnterAsync(ct)) await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
