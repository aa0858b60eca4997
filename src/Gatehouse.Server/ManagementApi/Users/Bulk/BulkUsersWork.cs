using System.Diagnostics;
using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>
/// Does to one user after the other what the single operation does, with its rules, its events and its entry in the log. Each is a transaction
/// of its own, the job's position in it: whoever goes on after a crash begins with the first user that nothing happened to.
/// </summary>
internal sealed class BulkUsersWork : IJobWork
{
    private const int MostUsers = 200;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    public async Task<bool> AdvanceAsync(JobTurn turn, CancellationToken ct)
    {
        var order = BulkOrder.Of(turn.Job);
        var reader = new JobReader(turn.Services.GetRequiredService<GatehouseDb>(), turn.Job, RecordFormat.Ndjson, turn.Job.Position, turn.Job.Line);
        var (users, watch) = (0, Stopwatch.StartNew());
        while (users < MostUsers && watch.Elapsed < MostTime && await reader.ReadAsync(ct) is { } record)
        {
            var userId = Encoding.UTF8.GetString(record.Bytes.Span).TrimEnd();
            if (!await ActAsync(turn, order, userId, record.Line, reader, ct)) return true;
            users++;
        }

        return users > 0;
    }

    /// <returns>False when the job is somebody else's now.</returns>
    private static async Task<bool> ActAsync(JobTurn turn, BulkOrder order, string userId, long line, JobReader reader, CancellationToken ct)
    {
        var advance = turn.Services.GetRequiredService<AdvanceJob>();
        var done = await advance.ExecuteAsync(turn.Lease, async () => await RefuseAsync(turn.Services, order, userId, ct) is { } refused
            ? refused : new JobStep(reader.Position, reader.Line, 1, [], []), ct);
        if (done.Refusal is { } problem && problem != JobRefusals.LeaseLost)
        {
            done = await advance.ExecuteAsync(turn.Lease, () => Task.FromResult<Checked<JobStep>>(
                new JobStep(reader.Position, reader.Line, 0, [JobError.Of(turn.Job, line, userId, problem)], [])), ct);
        }

        return done.Refusal is null;
    }

    /// <returns>Null when it was done.</returns>
    private static async Task<Refusal?> RefuseAsync(IServiceProvider services, BulkOrder order, string userId, CancellationToken ct) => order.Action switch
    {
        BulkOrder.Suspend => (await services.GetRequiredService<ChangeUser>().SetSuspendedAsync(userId, true, ct)).Refusal,
        BulkOrder.Reactivate => (await services.GetRequiredService<ChangeUser>().SetSuspendedAsync(userId, false, ct)).Refusal,
        BulkOrder.Delete => (await services.GetRequiredService<DeleteUser>().ExecuteAsync(userId, services.GetRequiredService<ChangeOrigin>().ActorId ?? "", ct)).Refusal,
        BulkOrder.AssignRole => (await services.GetRequiredService<UserRoles>().AddAsync(userId, [order.RoleId!], ct)).Refusal,
        _ => (await services.GetRequiredService<UserRoles>().RemoveAsync(userId, order.RoleId!, ct)).Refusal,
    };
}
