namespace Gatehouse.Server.Jobs;

/// <summary>
/// The work of one type of job. An object is made for each turn of a node at a job; it may keep what it read, but whatever must survive
/// stands in the job.
/// </summary>
internal interface IJobWork
{
    /// <summary>Does the next part and saves it with <see cref="AdvanceJob"/>; a few seconds at most, or the lease runs out.</summary>
    /// <returns>False when nothing was left to do.</returns>
    Task<bool> AdvanceAsync(JobTurn turn, CancellationToken ct);
}

/// <summary>A scope for one part of the work, in the tenant and under the origin of the job.</summary>
/// <param name="Job">As it was when the turn began; to look at.</param>
internal sealed record JobTurn(IServiceProvider Services, Job Job, JobLease Lease);

/// <summary>Who does the jobs of a type.</summary>
internal sealed record JobType(string Name, Func<IServiceProvider, IJobWork> Create);
