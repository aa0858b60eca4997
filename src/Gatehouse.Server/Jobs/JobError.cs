using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Jobs;

/// <summary>Why a row of a job's input failed: a refusal that is put into words when somebody reads it. Holds nothing of the row itself.</summary>
internal sealed class JobError
{
    public required string TenantId { get; init; }

    public required string JobId { get; init; }

    /// <summary>Where the row begins in the input, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>The id that the row names; null when it names none.</summary>
    public string? Subject { get; init; }

    public required string Code { get; init; }

    /// <summary>What fills the places of the sentence.</summary>
    public required JsonText Places { get; init; }

    public JsonText? Data { get; init; }

    public string? Details { get; init; }

    public static JobError Of(Job job, long line, string? subject, Refusal refusal) => new()
    {
        TenantId = job.TenantId,
        JobId = job.Id,
        Line = line,
        Subject = subject,
        Code = refusal.Code,
        Places = JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var (name, value) in refusal.Values ?? new Dictionary<string, string>()) json.WriteString(name, value);
            json.WriteEndObject();
        }),
        Data = refusal.Data,
        Details = refusal.Details,
    };

    public IReadOnlyDictionary<string, string> Values() =>
        Places.ToElement().EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
}
