using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Jobs;

/// <summary>
/// Work that takes longer than a request: its order, whose turn it is, and how far it has come (docs/adr/0012). What it has done and its
/// position are one transaction, so that whoever goes on after a crash repeats nothing and leaves nothing out.
/// </summary>
internal sealed class Job
{
    private Job()
    {
    }

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>What kind of work it is, for example <c>users.import</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The order, in the words of its type.</summary>
    public required JsonText Parameters { get; init; }

    /// <summary>Who ordered it and by which request: the origin of all its changes.</summary>
    public required JsonText Origin { get; init; }

    public required DateTime CreatedAt { get; init; }

    public JobState State { get; private set; }

    /// <summary>Where to go on in the input, in bytes.</summary>
    public long Position { get; private set; }

    /// <summary>Lines of the input before <see cref="Position"/>.</summary>
    public long Line { get; private set; }

    /// <summary>Rows that are done with, well or not.</summary>
    public long Processed { get; private set; }

    public long Succeeded { get; private set; }

    public long Failed { get; private set; }

    /// <summary>The size of the input.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>The rows of the input as far as counting could tell before reading them.</summary>
    public long TotalRows { get; private set; }

    public DateTime? StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    public bool IsCancelRequested { get; private set; }

    /// <summary>Why the job as a whole failed: the code of a sentence.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>How often in a row the work broke off without coming further.</summary>
    public int Breakdowns { get; private set; }

    /// <summary>The turn of a node that works on it; null while it waits.</summary>
    public string? LeasedBy { get; private set; }

    /// <summary>Until then nobody else takes it.</summary>
    public DateTime LeasedUntil { get; private set; }

    public bool HasEnded => State >= JobState.Completed;

    public static Job Receive(string tenantId, string id, string type, JsonText parameters, JsonText origin, DateTime now) => new()
    {
        TenantId = tenantId, Id = id, Type = type, Parameters = parameters, Origin = origin, CreatedAt = now, LeasedUntil = now,
    };

    /// <summary>The input is complete.</summary>
    /// <param name="leasedBy">Whoever will work on it at once; null: whoever comes first.</param>
    public void Queue(long totalBytes, long totalRows, string? leasedBy, DateTime leasedUntil) =>
        (State, TotalBytes, TotalRows, LeasedBy, LeasedUntil) = (JobState.Queued, totalBytes, totalRows, leasedBy, leasedUntil);

    /// <summary>A node takes its turn.</summary>
    public void Start(string leasedBy, DateTime leasedUntil, DateTime now) =>
        (State, LeasedBy, LeasedUntil, StartedAt) = (JobState.Running, leasedBy, leasedUntil, StartedAt ?? now);

    /// <summary>A part of the input is done with.</summary>
    public void Advance(JobStep step, DateTime leasedUntil)
    {
        (Position, Line, LeasedUntil, Breakdowns) = (step.Position, step.Line, leasedUntil, 0);
        (Processed, Succeeded, Failed) = (Processed + step.Succeeded + step.Errors.Count, Succeeded + step.Succeeded, Failed + step.Errors.Count);
    }

    /// <summary>From the beginning: nothing of what was done so far has changed anything.</summary>
    public void Rewind() => (Position, Line, Processed, Succeeded, Failed) = (0, 0, 0, 0, 0);

    public void RequestCancel() => IsCancelRequested = true;

    /// <summary>Whoever looks next may go on.</summary>
    public void Release(DateTime dueAt) => (LeasedBy, LeasedUntil) = (null, dueAt);

    /// <summary>The work broke off.</summary>
    public void BreakDown(DateTime dueAt)
    {
        Breakdowns++;
        Release(dueAt);
    }

    public void End(JobState state, string? failureCode, DateTime now) =>
        (State, FailureCode, FinishedAt, LeasedBy) = (state, failureCode, now, null);
}

internal enum JobState
{
    /// <summary>The input is still arriving.</summary>
    Receiving = 0,
    Queued = 1,
    Running = 2,

    /// <summary>Every row was looked at; some may have failed.</summary>
    Completed = 3,
    Cancelled = 4,

    /// <summary>The work could not be done.</summary>
    Failed = 5,
}
