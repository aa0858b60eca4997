using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Bulk;

/// <summary>GET /api/jobs and what hangs on it (docs/bulk.md).</summary>
public sealed class JobTests : IAsyncLifetime
{
    private TestServer _server = null!;

    private HttpClient Api => _server.Api;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Jobs_are_listed_the_newest_first_by_type_and_state()
    {
        var import = await Api.ImportAsync("{}");
        var user = await Api.NewUserAsync();
        var bulk = await Api.EndOfJobAsync((await Api.PostAnswerAsync("/api/users/bulk", new { action = "suspend", userIds = new[] { user.Id } })).Expect(202).Id);
        var all = (await Api.GetAnswerAsync("/api/jobs")).Expect(200);
        Assert.Equal([bulk.Id, import.Id], all.Json.EnumerateArray().Select(job => job.GetProperty("id").GetString()));
        Assert.Equal("2", all.Header("Total-Number"));
        Assert.Equal(import.Text, (await Api.GetAnswerAsync("/api/jobs?type=users.import&state=completed")).Json[0].GetRawText());
        Assert.Empty((await Api.GetAnswerAsync("/api/jobs?state=running")).Expect(200).Json.EnumerateArray());
        Assert.Single((await Api.GetAnswerAsync("/api/jobs?page_size=1&page=2")).Expect(200).Json.EnumerateArray());
        (await Api.GetAnswerAsync("/api/jobs?state=lost")).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync("/api/jobs?page=0")).Expect(400, "guard.invalid_pagination");
    }

    [Fact]
    public async Task What_is_no_job_of_this_tenant_is_not_found()
    {
        var job = await Api.ImportAsync("x");
        var token = ("Authorization", "Bearer " + await TokenForge.AdminTokenAsync(_server, "m-admin", "https://admin.logto.app/api"));
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/errors"), (HttpMethod.Get, "/result"), (HttpMethod.Post, "/cancel") })
        {
            (await Api.SendAnswerAsync(method, $"/api/jobs/nothing{path}")).Expect(404, "entity.not_exists_with_id");
            (await _server.AdminApi.SendAnswerAsync(method, $"/api/jobs/{job.Id}{path}", null, token)).Expect(404, "entity.not_exists_with_id");
            (await _server.Anonymous.SendAnswerAsync(method, $"/api/jobs/{job.Id}{path}")).Expect(401);
        }

        Assert.Empty((await _server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/jobs", null, token)).Expect(200).Json.EnumerateArray());
        (await Api.GetAnswerAsync($"/api/jobs/{job.Id}/errors?format=xml")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_job_that_is_cancelled_before_its_turn_does_nothing()
    {
        var id = await LeasedElsewhereAsync(BulkCalls.Users("u", 10));
        var asked = (await Api.PostAnswerAsync($"/api/jobs/{id}/cancel")).Expect(202);
        Assert.Equal(("queued", true), (asked["state"].GetString(), asked["isCancelRequested"].GetBoolean()));
        _server.Clock.Advance(JobLease.Length);
        _server.Services.GetRequiredService<JobBell>().Ring();
        var ended = await Api.EndOfJobAsync(id);
        Assert.Equal(("cancelled", 0), (ended["state"].GetString(), ended["processed"].GetInt32()));
        Assert.Equal(0, await _server.InDatabaseAsync(db => db.Users.CountAsync(user => user.Username!.StartsWith("u_"))));
        Assert.Equal(0, await _server.InDatabaseAsync(db => db.Set<JobChunk>().CountAsync()));
        (await Api.PostAnswerAsync($"/api/jobs/{id}/cancel")).Expect(422, "job.already_ended");
    }

    [Fact]
    public async Task A_job_that_is_cancelled_in_the_middle_stops_and_keeps_what_it_did()
    {
        var id = (await Api.SendFileAsync("/api/users/import", BulkCalls.Users("u", 12_000))).Expect(202).Id;
        await Api.JobAsync(id, job => job["processed"].GetInt32() > 0, "a first part");
        (await Api.PostAnswerAsync($"/api/jobs/{id}/cancel")).Expect(202);
        var ended = await Api.EndOfJobAsync(id);
        Assert.Equal("cancelled", ended["state"].GetString());
        var made = ended["succeeded"].GetInt32();
        Assert.InRange(made, 1, 11_999);
        Assert.Equal(made, await _server.InDatabaseAsync(db => db.Users.CountAsync(user => user.Username!.StartsWith("u_"))));
    }

    /// <summary>A job that another node is said to work on.</summary>
    private async Task<string> LeasedElsewhereAsync(string file)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var created = await scope.ServiceProvider.GetRequiredService<CreateJob>().ExecuteAsync("users.import", JsonText.FromStored("""{"format":"ndjson","dryRun":false}"""), async input =>
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes(file), CancellationToken.None);
            return 10;
        }, CancellationToken.None, "elsewhere");
        return created.TryGet(out var job, out _) ? job.Id : "";
    }
}
