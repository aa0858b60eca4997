using System.Collections.Concurrent;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Jobs;

/// <summary>
/// Takes jobs from the queue, the oldest first, a few at once; goes on with those that a node left behind when it died. Several nodes share
/// the queue by leases.
/// </summary>
internal sealed class JobDispatcherJob(DirectConnection direct, RunJob run, ForgetJobs forget, JobBell bell, TimeProvider time, ILogger<JobDispatcherJob> log)
    : QueueJob(bell, TimeProvider.System, log)
{
    /// <summary>Few: writers take turns anyway, and a long import must not keep a short job waiting.</summary>
    private const int MostAtOnce = 3;

    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Task> _underWay = new();
    private DateTime _forgotAt = DateTime.MinValue;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // The turns hear of the stop through the same token, and give back their jobs.
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_underWay.Values).WaitAsync(cancellationToken);
    }

    protected override async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - _forgotAt >= ForgetInterval)
        {
            _forgotAt = now;
            if (await HasJobsAsync(ct)) await forget.ExecuteAsync(ct);
        }

        while (_underWay.Count < MostAtOnce && await NextAsync(now, ct) is { } due)
        {
            if (await run.ClaimAsync(due.TenantId, due.JobId, ct) is { } lease) Begin(lease, ct);
        }

        return IdleInterval;
    }

    private void Begin(JobLease lease, CancellationToken ct)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay[lease.Id] = begun.Task;
        _ = Task.Run(async () =>
        {
            await run.ExecuteAsync(lease, ct);
            _underWay.TryRemove(lease.Id, out _);
            begun.SetResult();
            Bell.Ring();
        }, CancellationToken.None);
    }

    /// <summary>Asked every few seconds, also of a server that never had a job: without EF, whose model need not be built for it.</summary>
    private async Task<(string TenantId, string JobId)?> NextAsync(DateTime now, CancellationToken ct)
    {
        await using var connection = await direct.OpenAsync(ct);
        var found = await DirectConnection.ReadAsync(
            connection, "SELECT tenant_id || ' ' || id FROM jobs WHERE state IN (1, 2) AND leased_until <= @p0 ORDER BY created_at LIMIT 1", ct, now);
        return found is [var key] && key.Split(' ') is [var tenantId, var jobId] ? (tenantId, jobId) : null;
    }

    private async Task<bool> HasJobsAsync(CancellationToken ct)
    {
        await using var connection = await direct.OpenAsync(ct);
        return (await DirectConnection.ReadAsync(connection, "SELECT id FROM jobs LIMIT 1", ct)).Count > 0;
    }
}
