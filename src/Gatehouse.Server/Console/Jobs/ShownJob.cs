using System.Text.Json;

namespace Gatehouse.Server.Console.Jobs;

/// <summary>A job as the API shows one (docs/bulk.md).</summary>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>completed</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="CreatedAt">Milliseconds since 1970, as the other times.</param>
internal sealed record ShownJob(
    string Id, string Type, string State, JsonElement Parameters, long Processed, long Succeeded, long Failed, long TotalRows, bool IsCancelRequested, string? FailureCode,
    JobCreator CreatedBy, long CreatedAt, long? StartedAt, long? FinishedAt)
{
    public bool IsAtWork => State is "queued" or "running" or "receiving";

    public bool IsTrial => Parameters.ValueKind == JsonValueKind.Object && Parameters.TryGetProperty("dryRun", out var trial) && trial.ValueKind == JsonValueKind.True;

    /// <summary>What is done, as a sentence <c>jobs.NAME</c>.</summary>
    public string Title => Type switch
    {
        "users.import" => IsTrial ? "trial" : "import",
        "users.bulk" => "bulk_" + (Text("action") ?? "").Replace('-', '_'),
        _ => "other",
    };

    /// <summary>For the dot.</summary>
    public string Tone => State switch
    {
        "completed" => Failed > 0 ? "warn" : "good",
        "failed" => "bad",
        "cancelled" => "idle",
        _ => "idle",
    };

    /// <summary>From 0 to 100.</summary>
    public long Percent => TotalRows == 0 ? State is "completed" ? 100 : 0 : Math.Min(100, Processed * 100 / TotalRows);

    private string? Text(string name) => Parameters.ValueKind == JsonValueKind.Object && Parameters.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}

/// <param name="Type"><c>app</c>, <c>user</c>, <c>system</c> …</param>
internal sealed record JobCreator(string Type, string? Id);

/// <summary>A row that failed.</summary>
internal sealed record JobFailure(long Line, string? UserId, string Code, string? Details, string Message);
