using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Jobs;

/// <summary>The refusals that jobs have of their own.</summary>
internal static class JobRefusals
{
    /// <summary>Another node has the job, or nobody: whoever learns this stops and changes nothing.</summary>
    public static Refusal LeaseLost { get; } = new("job.lease_lost", 409);

    /// <summary>What has ended can't be cancelled.</summary>
    public static Refusal HasEnded { get; } = new("job.already_ended", 422);

    /// <summary>What the job shows when the server could not do the work, again and again.</summary>
    public const string Failed = "job.failed";

    public static Refusal NotFound(string jobId) => new Refusal("entity.not_exists_with_id", 404).With("name", "jobs").With("id", jobId);
}
