using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Jobs;

/// <summary>Takes in the input of a job, then puts the job into the queue. Until then nobody works on it; when the input breaks off, the job goes.</summary>
internal sealed class CreateJob(GatehouseDb db, UnitOfWork work, ChangeOrigin origin, WriteGate gate, JobBell bell, TimeProvider time)
{
    /// <param name="fill">Writes the input and tells how many rows it has.</param>
    /// <param name="leasedBy">Whoever will work on it at once; null: whoever comes first.</param>
    public async Task<Checked<Job>> ExecuteAsync(
        string type, JsonText parameters, Func<JobInput, Task<Checked<long>>> fill, CancellationToken ct, string? leasedBy = null)
    {
        var job = Job.Receive(db.TenantId, Identifier.Long(), type, parameters, JobOrigin.Write(origin), time.GetUtcNow().UtcDateTime);
        db.Jobs.Add(job);
        using (await gate.EnterAsync(ct)) await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        var isQueued = false;
        try
        {
            var input = new JobInput(db, gate, job);
            if (!(await fill(input)).TryGet(out var rows, out var refused)) return refused;
            var queued = await QueueAsync(job, await input.CompleteAsync(ct), rows, leasedBy, ct);
            isQueued = queued.Refusal is null;
            return queued;
        }
        finally
        {
            if (isQueued) bell.Ring();
            else await ForgetAsync(job.Id);
        }
    }

    private Task<Checked<Job>> QueueAsync(Job received, long bytes, long rows, string? leasedBy, CancellationToken ct) => work.WriteAsync<Job>(
        job => AuditEntry.Of(db.TenantId, "Change.Job.Created", job.Id, origin, [], time.GetUtcNow().UtcDateTime, json => WriteFacts(json, job)),
        async () =>
        {
            var job = await db.Jobs.SingleAsync(row => row.Id == received.Id, ct);
            var now = time.GetUtcNow().UtcDateTime;
            job.Queue(bytes, rows, leasedBy, leasedBy is null ? now : now + JobLease.Length);
            return job;
        }, ct);

    private static void WriteFacts(Utf8JsonWriter json, Job job)
    {
        json.WriteStartObject("job");
        json.WriteString("type", job.Type);
        json.WritePropertyName("parameters");
        job.Parameters.WriteTo(json);
        json.WriteNumber("totalBytes", job.TotalBytes);
        json.WriteNumber("totalRows", job.TotalRows);
        json.WriteEndObject();
    }

    private async Task ForgetAsync(string jobId)
    {
        db.ChangeTracker.Clear();
        using (await gate.EnterAsync(CancellationToken.None)) await db.Jobs.Where(job => job.Id == jobId).ExecuteDeleteAsync(CancellationToken.None);
    }
}
