using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.ManagementApi.Users.Bulk;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Bulk;

/// <summary>docs/adr/0012: whoever goes on with a job repeats nothing and leaves nothing out, whoever died and however many nodes there are.</summary>
public sealed class JobRestartTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_server_that_stops_in_the_middle_leaves_a_job_that_the_next_one_finishes()
    {
        await using var database = await TestDatabase.CreateAsync();
        string id;
        await using (var first = await TestServer.StartAsync(database: database, now: Start))
        {
            id = (await first.Api.SendFileAsync("/api/users/import", BulkCalls.Users("u", 6000))).Expect(202).Id;
            await first.Api.JobAsync(id, job => job["processed"].GetInt32() > 0, "a first part");
        }

        // No lease has to end: the first one gave the job back.
        await using var second = await TestServer.StartAsync(database: database, now: Start + TimeSpan.FromSeconds(30));
        var done = await second.Api.EndOfJobAsync(id);
        Assert.Equal(("completed", 6000, 0), (done["state"].GetString(), done["succeeded"].GetInt32(), done["failed"].GetInt32()));
        await AssertEachOnceAsync(second, 6000);
        Assert.Equal(Enumerable.Range(1, 6000), (await second.Api.LinesAsync($"/api/jobs/{id}/result")).Select(line => line.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task What_a_killed_node_had_begun_is_finished_by_another_when_the_lease_ends()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        string id;
        await using (var killed = await SleepingServer.PrepareAsync(database, Start))
        {
            await killed.AddHookAsync(receiver.Url);
            id = await QueueAsync(killed, BulkCalls.Users("u", 700));
            var lease = await ClaimAsync(killed, id);
            Assert.True(await StepAsync(killed, lease!));
        }

        await using var heir = await TestServer.StartAsync(database: database, now: Start + TimeSpan.FromSeconds(5));
        var short_ = await heir.Api.ImportAsync("{}");
        Assert.Equal(1, short_["succeeded"].GetInt32());
        var waiting = (await heir.Api.GetAnswerAsync("/api/jobs/" + id)).Expect(200);
        Assert.Equal(("running", 500), (waiting["state"].GetString(), waiting["processed"].GetInt32()));
        // A clock that jumps would end deliveries under way as timeouts.
        await heir.DrainAsync();
        heir.Clock.Advance(JobLease.Length);
        heir.Services.GetRequiredService<JobBell>().Ring();
        var done = await heir.Api.EndOfJobAsync(id);
        Assert.Equal(700, done["succeeded"].GetInt32());
        await AssertEachOnceAsync(heir, 700);
        await heir.DrainAsync();
        // 700 users of the file and one of the other job: each event once, though two nodes made them.
        var told = receiver.All.Select(delivery => delivery.Json.GetProperty("data").GetProperty("id").GetString()).ToList();
        Assert.Equal(701, told.Count);
        Assert.Equal(701, told.Distinct().Count());
    }

    [Fact]
    public async Task A_lease_belongs_to_one_node_and_is_worth_nothing_after_another_took_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await SleepingServer.PrepareAsync(database, Start);
        await using var late = await SleepingServer.PrepareAsync(database, Start + JobLease.Length + TimeSpan.FromMinutes(1));
        var id = await QueueAsync(one, BulkCalls.Users("u", 20));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClaimAsync(one, id))));
        var mine = Assert.Single(claims.OfType<JobLease>());
        Assert.Null(await ClaimAsync(one, id));
        var theirs = await ClaimAsync(late, id);
        Assert.NotNull(theirs);

        // The first node does not know yet: what it does is not saved, not even the users.
        await StepAsync(one, mine);
        Assert.Equal((0, 0L), await one.RunAsync(async services => (
            await services.GetRequiredService<GatehouseDb>().Users.CountAsync(user => user.Username!.StartsWith("u_")),
            (await services.GetRequiredService<GatehouseDb>().Jobs.AsNoTracking().SingleAsync()).Processed)));
        await StepAsync(late, theirs);
        Assert.Equal(20, await one.RunAsync(services => services.GetRequiredService<GatehouseDb>().Users.CountAsync(user => user.Username!.StartsWith("u_"))));
    }

    [Fact]
    public async Task Two_servers_share_the_jobs_and_every_row_goes_in_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await TestServer.StartAsync(database: database, now: Start);
        await using var two = await TestServer.StartAsync(database: database, now: Start);
        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? one : two).Api.SendFileAsync("/api/users/import", BulkCalls.Users("u" + i, 300))));
        foreach (var answer in sent) Assert.Equal(300, (await one.Api.EndOfJobAsync(answer.Expect(202).Id))["succeeded"].GetInt32());
        await AssertEachOnceAsync(one, 1800);
    }

    [Fact]
    public async Task A_trial_run_begins_anew_and_says_the_same()
    {
        await using var database = await TestDatabase.CreateAsync();
        var file = BulkCalls.Users("u", 600) + """{"username":"u_1"}""" + "\nx\n";
        string id;
        await using (var killed = await SleepingServer.PrepareAsync(database, Start))
        {
            id = await QueueAsync(killed, file, isDryRun: true);
            Assert.True(await StepAsync(killed, (await ClaimAsync(killed, id))!));
        }

        await using var heir = await TestServer.StartAsync(database: database, now: Start + JobLease.Length + TimeSpan.FromSeconds(1));
        var done = await heir.Api.EndOfJobAsync(id);
        Assert.Equal((600, 2), (done["succeeded"].GetInt32(), done["failed"].GetInt32()));
        Assert.Equal([(601L, "user.username_already_in_use"), (602L, "import.row_not_json")], await heir.Api.ErrorsAsync(id));
        Assert.Equal(602, (await heir.Api.LinesAsync($"/api/jobs/{id}/result")).Count);
    }

    [Fact]
    public async Task Work_that_breaks_off_again_and_again_ends_as_failed()
    {
        await using var server = await TestServer.StartAsync(services: services => services.AddSingleton(new JobType("test.broken", _ => new Broken())));
        var id = await QueueAsync(server.Services, "x", (create, fill) => create.ExecuteAsync("test.broken", JsonText.EmptyObject, fill, CancellationToken.None));
        server.Services.GetRequiredService<JobBell>().Ring();
        for (var i = 1; i < 5; i++)
        {
            var breakdowns = i;
            await Eventually.Async(
                () => server.InDatabaseAsync(db => db.Set<Job>().AsNoTracking().SingleAsync(job => job.Id == id)), job => job.Breakdowns == breakdowns && job.LeasedBy is null, "a breakdown");
            server.Clock.Advance(TimeSpan.FromSeconds(11));
            server.Services.GetRequiredService<JobBell>().Ring();
        }

        var failed = await server.Api.EndOfJobAsync(id);
        Assert.Equal(("failed", "job.failed"), (failed["state"].GetString(), failed["failureCode"].GetString()));
        Assert.Contains(server.Log.Lines, line => line.Contains("broke off", StringComparison.Ordinal));
    }

    private static async Task AssertEachOnceAsync(TestServer server, int count)
    {
        var names = await server.InDatabaseAsync(db => db.Users.Where(user => EF.Functions.Like(user.Username!, "u%")).Select(user => user.Username!).ToListAsync());
        Assert.Equal((count, count), (names.Count, names.Distinct().Count()));
    }

    private static Task<string> QueueAsync(SleepingServer node, string file, bool isDryRun = false) => node.RunAsync(services => QueueAsync(services, file, (create, fill) =>
        new ImportOrder(RecordFormat.Ndjson, isDryRun).CreateJobAsync(create, async take =>
        {
            await take(Encoding.UTF8.GetBytes(file));
            return null;
        }, CancellationToken.None)));

    private static async Task<string> QueueAsync(
        IServiceProvider services, string file, Func<CreateJob, Func<JobInput, Task<Checked<long>>>, Task<Checked<Job>>> create)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var created = await create(scope.ServiceProvider.GetRequiredService<CreateJob>(), async input =>
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes(file), CancellationToken.None);
            return 1;
        });
        return created.TryGet(out var job, out var refused) ? job.Id : throw new InvalidOperationException(refused.Code);
    }

    private static Task<JobLease?> ClaimAsync(SleepingServer node, string id) =>
        node.RunAsync(services => services.GetRequiredService<RunJob>().ClaimAsync("default", id, CancellationToken.None));

    /// <summary>One part of the import, as a node does it that dies afterwards.</summary>
    private static Task<bool> StepAsync(SleepingServer node, JobLease lease) => node.RunAsync(async services =>
    {
        var job = await services.GetRequiredService<GatehouseDb>().Jobs.AsNoTracking().SingleAsync(row => row.Id == lease.JobId);
        var work = services.GetServices<JobType>().Single(type => type.Name == job.Type).Create(services);
        return await work.AdvanceAsync(new JobTurn(services, job, lease), CancellationToken.None);
    });

    private sealed class Broken : IJobWork
    {
        public Task<bool> AdvanceAsync(JobTurn turn, CancellationToken ct) => throw new InvalidOperationException("broken");
    }
}
