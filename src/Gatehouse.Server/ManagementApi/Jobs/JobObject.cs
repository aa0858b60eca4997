using System.Text.Json;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Jobs;

/// <summary>A job as answers show it (docs/bulk.md).</summary>
internal static class JobObject
{
    /// <summary>In the order of <see cref="JobState"/>.</summary>
    public static IReadOnlyList<string> States { get; } = ["receiving", "queued", "running", "completed", "cancelled", "failed"];

    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("id"),
        Schemas.Text.Required("type"),
        Schemas.OneOf([.. States]).Required("state"),
        Schemas.AnyObject.Required("parameters"),
        Schemas.Integer.Required("processed"),
        Schemas.Integer.Required("succeeded"),
        Schemas.Integer.Required("failed"),
        Schemas.Integer.Required("totalRows"),
        Schemas.Integer.Required("processedBytes"),
        Schemas.Integer.Required("totalBytes"),
        Schemas.Flag.Required("isCancelRequested"),
        Schemas.Text.OrNull().Required("failureCode"),
        new ObjectSchema(Schemas.Text.Required("type"), Schemas.Text.OrNull().Required("id")).Required("createdBy"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.OrNull().Required("startedAt"),
        Schemas.Integer.OrNull().Required("finishedAt"));

    public static ApiResult Accepted(Job job) => ApiResult.Accepted(Of(job), "/jobs/" + job.Id);

    public static JsonText Of(Job job) => JsonText.Write(json => Write(json, job));

    public static void Write(Utf8JsonWriter json, Job job)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, job.Id);
        json.WriteString("type"u8, job.Type);
        json.WriteString("state"u8, States[(int)job.State]);
        json.WritePropertyName("parameters"u8);
        job.Parameters.WriteTo(json);
        json.WriteNumber("processed"u8, job.Processed);
        json.WriteNumber("succeeded"u8, job.Succeeded);
        json.WriteNumber("failed"u8, job.Failed);
        json.WriteNumber("totalRows"u8, job.TotalRows);
        json.WriteNumber("processedBytes"u8, job.Position);
        json.WriteNumber("totalBytes"u8, job.TotalBytes);
        json.WriteBoolean("isCancelRequested"u8, job.IsCancelRequested);
        json.WriteString("failureCode"u8, job.FailureCode);
        json.WriteStartObject("createdBy"u8);
        var (type, id) = JobOrigin.Actor(job);
        json.WriteString("type"u8, type);
        json.WriteString("id"u8, id);
        json.WriteEndObject();
        json.WriteNumber("createdAt"u8, job.CreatedAt.ToEpochMilliseconds());
        WriteTime(json, "startedAt", job.StartedAt);
        WriteTime(json, "finishedAt", job.FinishedAt);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTime? time)
    {
        if (time is { } known) json.WriteNumber(name, known.ToEpochMilliseconds());
        else json.WriteNull(name);
    }
}
