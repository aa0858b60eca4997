using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Passwords;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>
/// Makes the users of a file: some hundred rows, one transaction. Rows that can't be users are noted with their lines, the others go in. When
/// another change takes an identifier at the same moment, the part is tried again in smaller pieces.
/// </summary>
internal sealed class ImportUsersWork(PasswordHasher hasher) : IJobWork
{
    /// <summary>While they are written, others wait to write on SQLite.</summary>
    private const int MostRows = 500;

    private const int MostBytes = 2 * 1024 * 1024;

    /// <summary>Hashing passwords takes long; the lease must not run out over it.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BusyRest = TimeSpan.FromMilliseconds(200);

    private static readonly StoredPassword NotHashed = new(PasswordAlgorithm.Argon2id, "");

    private CsvHeader? _header;
    private AcceptedIdentifiers? _accepted;

    public async Task<bool> AdvanceAsync(JobTurn turn, CancellationToken ct)
    {
        var (job, order) = (turn.Job, ImportOrder.Of(turn.Job));
        if (order.IsDryRun && _accepted is null && await BeginTrialAsync(turn, ct)) return true;
        var db = turn.Services.GetRequiredService<GatehouseDb>();
        if (order.Format == RecordFormat.Csv) _header ??= await ReadHeaderAsync(db, job, ct);

        var reader = new JobReader(db, job, order.Format, job.Position, job.Line);
        if (order.Format == RecordFormat.Csv && job.Position == 0) await reader.ReadAsync(ct);
        var rows = await ReadAsync(reader, order, ct);
        if (rows.Count == 0) return false;
        await SaveAsync(turn, order, rows, ct);
        return true;
    }

    /// <summary>A row, read: its draft or why there is none, and where the next one begins.</summary>
    private readonly record struct Row(long Line, Checked<UserDraft> Draft, long NextPosition, long NextLine);

    /// <summary>What a trial has accepted is in memory only: a new turn begins anew.</summary>
    /// <returns>Whether the job was put back to its beginning.</returns>
    private async Task<bool> BeginTrialAsync(JobTurn turn, CancellationToken ct)
    {
        _accepted = new AcceptedIdentifiers();
        if (turn.Job.Position == 0) return false;
        await turn.Services.GetRequiredService<AdvanceJob>().RewindAsync(turn.Lease, ct);
        return true;
    }

    private static async Task<CsvHeader> ReadHeaderAsync(GatehouseDb db, Job job, CancellationToken ct)
    {
        var record = await new JobReader(db, job, RecordFormat.Csv, 0, 0).ReadAsync(ct);
        // It was read before the job was queued: only an empty file has none.
        var text = record is { } first && ImportRow.TextOf(first.Bytes.Span).TryGet(out var read, out _) ? read : "";
        return CsvHeader.Read(text).TryGet(out var header, out _) ? header : throw new InvalidOperationException("The header row changed");
    }

    private async Task<List<Row>> ReadAsync(JobReader reader, ImportOrder order, CancellationToken ct)
    {
        var (rows, begin, watch) = (new List<Row>(), reader.Position, Stopwatch.StartNew());
        while (rows.Count < MostRows && reader.Position - begin < MostBytes && watch.Elapsed < MostTime && await reader.ReadAsync(ct) is { } record)
        {
            var draft = await ImportRow.ReadAsync(record, _header, password => order.IsDryRun
                ? Task.FromResult<Checked<StoredPassword>>(NotHashed) : HashAsync(password, ct));
            rows.Add(new Row(record.Line, draft, reader.Position, reader.Line));
        }

        return rows;
    }

    /// <summary>People who sign in come first: while they keep the threads busy, the import waits.</summary>
    private async Task<Checked<StoredPassword>> HashAsync(string password, CancellationToken ct)
    {
        while (true)
        {
            var hashed = await hasher.HashAsync(password, ct);
            if (hashed.Refusal is null) return hashed;
            await Task.Delay(BusyRest, TimeProvider.System, ct);
        }
    }

    private async Task SaveAsync(JobTurn turn, ImportOrder order, List<Row> rows, CancellationToken ct)
    {
        List<Checked<User>> judged = [];
        var saved = await turn.Services.GetRequiredService<AdvanceJob>().ExecuteAsync(turn.Lease, async () =>
        {
            var outcome = await JudgeAsync(turn, order, rows, ct);
            if (!outcome.TryGet(out var verdicts, out var refused)) return refused;
            judged = verdicts;
            return StepOf(turn.Job, order, rows, verdicts);
        }, ct);
        if (saved.TryGet(out _, out var problem))
        {
            foreach (var user in CreateUsers.Accepted(judged)) _accepted?.Add(user);
        }
        else if (problem != JobRefusals.LeaseLost)
        {
            await SaveApartAsync(turn, order, rows, problem, ct);
        }
    }

    private Task SaveApartAsync(JobTurn turn, ImportOrder order, List<Row> rows, Refusal problem, CancellationToken ct)
    {
        if (rows.Count == 1) return SaveAsync(turn, order, [rows[0] with { Draft = problem }], ct);
        // The job stands at the beginning of the part still; the second half comes with the next part.
        return SaveAsync(turn, order, rows[..(rows.Count / 2)], ct);
    }

    /// <returns>A verdict for each row that has a draft, in order.</returns>
    private async Task<Checked<List<Checked<User>>>> JudgeAsync(JobTurn turn, ImportOrder order, List<Row> rows, CancellationToken ct)
    {
        var drafts = new List<UserDraft>();
        foreach (var row in rows)
        {
            if (row.Draft.TryGet(out var draft, out _)) drafts.Add(draft);
        }

        return order.IsDryRun
            ? await turn.Services.GetRequiredService<NewUsers>().JudgeAsync(drafts, _accepted, ct)
            : await turn.Services.GetRequiredService<CreateUsers>().ExecuteAsync(drafts, ct);
    }

    private static JobStep StepOf(Job job, ImportOrder order, List<Row> rows, List<Checked<User>> verdicts)
    {
        var (errors, result, next) = (new List<JobError>(), new ArrayBufferWriter<byte>(), 0);
        foreach (var row in rows)
        {
            User? user = null;
            if (row.Draft.TryGet(out _, out var refused)) verdicts[next++].TryGet(out user, out refused);
            if (refused is not null) errors.Add(JobError.Of(job, row.Line, null, refused));
            using (var json = new Utf8JsonWriter(result))
            {
                json.WriteStartObject();
                json.WriteNumber("line"u8, row.Line);
                json.WriteString("status"u8, refused is not null ? "failed"u8 : order.IsDryRun ? "valid"u8 : "created"u8);
                if (refused is not null) json.WriteString("code"u8, refused.Code);
                else if (!order.IsDryRun) json.WriteString("userId"u8, user!.Id);
                json.WriteEndObject();
            }

            result.Write("\n"u8);
        }

        return new JobStep(rows[^1].NextPosition, rows[^1].NextLine, rows.Count - errors.Count, errors, result.WrittenSpan.ToArray());
    }
}
