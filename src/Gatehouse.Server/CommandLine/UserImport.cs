using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.ManagementApi.Users.Bulk;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.CommandLine;

/// <summary>
/// An import from the command line: the same job as through the API, worked on here. It belongs to this process from its first moment, so
/// that no server that runs on the same database takes it; if this process dies, one of them goes on.
/// </summary>
internal sealed class UserImport(IServiceProvider services, string tenantId)
{
    private const int PieceSize = 64 * 1024;

    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(1);

    public async Task<int> RunAsync(FileInfo file, RecordFormat format, bool isTrial, CancellationToken ct)
    {
        var leaseId = Identifier.Long();
        if (!(await CreateAsync(file, new ImportOrder(format, isTrial), leaseId, ct)).TryGet(out var job, out var refused))
        {
            await Terminal.Error.WriteLineAsync(UsersCommand.Say(services, refused));
            return 1;
        }

        var run = services.GetRequiredService<RunJob>();
        if (await run.ClaimAsync(tenantId, job.Id, ct, leaseId) is { } lease)
        {
            var work = run.ExecuteAsync(lease, ct);
            await TellAsync(job.Id, work);
        }

        return await ReportAsync(await LookAsync(job.Id), isTrial);
    }

    private async Task<Checked<Job>> CreateAsync(FileInfo file, ImportOrder order, string leaseId, CancellationToken ct)
    {
        await using var scope = Scope();
        await using var content = file.OpenRead();
        return await order.CreateJobAsync(scope.ServiceProvider.GetRequiredService<CreateJob>(), async take =>
        {
            var piece = new byte[PieceSize];
            while (await content.ReadAsync(piece, ct) is var length and > 0) await take(piece.AsMemory(0, length));
            return null;
        }, ct, leaseId);
    }

    /// <summary>One line that is written over and over, for a person who waits.</summary>
    private async Task TellAsync(string jobId, Task work)
    {
        while (!Terminal.IsErrorPiped && await Task.WhenAny(work, Task.Delay(TellInterval, TimeProvider.System, CancellationToken.None)) != work)
        {
            var job = await LookAsync(jobId);
            await Terminal.Error.WriteAsync($"\r{job.Processed} of {job.TotalRows} rows, {job.Failed} failed");
        }

        await work;
        if (!Terminal.IsErrorPiped) await Terminal.Error.WriteAsync("\r");
    }

    private async Task<int> ReportAsync(Job job, bool isTrial)
    {
        await using var scope = Scope();
        var errors = scope.ServiceProvider.GetRequiredService<GatehouseDb>().JobErrors.AsNoTracking().Where(error => error.JobId == job.Id).OrderBy(error => error.Line);
        await foreach (var error in errors.AsAsyncEnumerable())
        {
            var refusal = new Refusal(error.Code) { Values = error.Values(), Details = error.Details };
            await Terminal.Error.WriteLineAsync($"line {error.Line}: {UsersCommand.Say(services, refusal)} ({error.Code})");
        }

        await Terminal.Out.WriteLineAsync($"{(isTrial ? "valid" : "created")}: {job.Succeeded}\nfailed: {job.Failed}");
        if (job.State == JobState.Completed) return job.Failed == 0 ? 0 : 2;
        await Terminal.Error.WriteLineAsync($"The import is not finished; a server on this database goes on with it as job {job.Id}.");
        return 1;
    }

    private async Task<Job> LookAsync(string jobId)
    {
        await using var scope = Scope();
        return await scope.ServiceProvider.GetRequiredService<GatehouseDb>().Jobs.AsNoTracking().SingleAsync(job => job.Id == jobId);
    }

    private AsyncServiceScope Scope() => services.GetRequiredService<IServiceScopeFactory>().OfTenant(tenantId);
}
