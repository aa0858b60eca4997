using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Bulk;

/// <summary>POST /api/users/bulk (docs/bulk.md): to each user what the single operation does.</summary>
public sealed class BulkUsersTests : ServerTest
{
    private async Task<Answer> RunAsync(object order) => await Api.EndOfJobAsync((await Api.PostAnswerAsync("/api/users/bulk", order)).Expect(202).Id);

    private async Task<string[]> NewUsersAsync(string name, int count)
    {
        var job = await Api.ImportAsync(BulkCalls.Users(name, count));
        return [.. (await Api.LinesAsync($"/api/jobs/{job.Id}/result")).Select(line => line.GetProperty("userId").GetString()!)];
    }

    [Fact]
    public async Task Users_named_by_ids_are_suspended_signed_out_and_let_in_again()
    {
        var app = await Authorized.CreateAsync(Server);
        var other = (await Api.NewUserAsync()).Id;
        var order = new { action = "suspend", userIds = new[] { app.UserId, "nobody", other, other } };
        var sent = (await Api.PostAnswerAsync("/api/users/bulk", order)).Expect(202);
        Assert.Equal("/api/jobs/" + sent.Id, sent.Header("Location"));
        var job = await Api.EndOfJobAsync(sent.Id);
        Assert.Equal(("users.bulk", 3, 2, 1), (job["type"].GetString(), job["totalRows"].GetInt32(), job["succeeded"].GetInt32(), job["failed"].GetInt32()));
        var error = Assert.Single((await Api.GetAnswerAsync($"/api/jobs/{job.Id}/errors")).Json.EnumerateArray());
        Assert.Equal((2, "nobody", "entity.not_found"), (error.GetProperty("line").GetInt32(), error.GetProperty("userId").GetString(), error.GetProperty("code").GetString()));
        Assert.True((await Api.GetAnswerAsync("/api/users/" + app.UserId))["isSuspended"].GetBoolean());
        Assert.Equal(0, await Server.InDatabaseAsync(db => db.Set<Gatehouse.Server.Grants.Grant>().CountAsync(grant => grant.UserId == app.UserId)));

        Assert.Equal(2, (await RunAsync(new { action = "reactivate", userIds = new[] { app.UserId, other } }))["succeeded"].GetInt32());
        Assert.False((await Api.GetAnswerAsync("/api/users/" + other))["isSuspended"].GetBoolean());
    }

    [Fact]
    public async Task Users_named_by_a_filter_are_those_of_the_moment_of_the_order()
    {
        var name = TestServer.Unique();
        await NewUsersAsync(name, 30);
        var bystander = await Api.NewUserAsync(new { username = TestServer.Unique() });
        var job = await RunAsync(new { action = "delete", filter = $"search.username=%25{name}%25" });
        Assert.Equal((30, 30), (job["totalRows"].GetInt32(), job["succeeded"].GetInt32()));
        Assert.Empty(await Api.FoundAsync($"search=%25{name}%25"));
        (await Api.GetAnswerAsync("/api/users/" + bystander.Id)).Expect(200);
        Assert.Equal(0, (await RunAsync(new { action = "delete", filter = $"search.username=%25{name}%25" }))["totalRows"].GetInt32());
    }

    [Fact]
    public async Task Roles_are_given_and_taken()
    {
        var ids = await NewUsersAsync(TestServer.Unique(), 12);
        var role = await Server.NewRoleAsync();
        Assert.Equal(12, (await RunAsync(new { action = "assign-role", userIds = ids, roleId = role }))["succeeded"].GetInt32());
        Task<int> HeldAsync() => Server.InDatabaseAsync(db => db.UserRoles.CountAsync(grant => grant.RoleId == role));
        Assert.Equal(12, await HeldAsync());
        // Again is no mistake, as it is none for the single operation.
        Assert.Equal(12, (await RunAsync(new { action = "assign-role", userIds = ids, roleId = role }))["succeeded"].GetInt32());
        Assert.Equal(5, (await RunAsync(new { action = "remove-role", userIds = ids[..5], roleId = role }))["succeeded"].GetInt32());
        var rest = await RunAsync(new { action = "remove-role", userIds = ids, roleId = role });
        Assert.Equal((7, 5), (rest["succeeded"].GetInt32(), rest["failed"].GetInt32()));
        Assert.Equal(0, await HeldAsync());
    }

    [Fact]
    public async Task An_order_that_makes_no_sense_is_refused_before_it_becomes_a_job()
    {
        var user = (await Api.NewUserAsync()).Id;
        var machines = await Server.NewRoleAsync(RoleType.MachineToMachine);
        string[] ids = [user];
        async Task RefusedAsync(object order, int status, string code) => (await Api.PostAnswerAsync("/api/users/bulk", order)).Expect(status, code);
        await RefusedAsync(new { action = "promote", userIds = ids }, 400, "guard.invalid_input");
        await RefusedAsync(new { userIds = ids }, 400, "guard.invalid_input");
        await RefusedAsync(new { action = "delete", userIds = Array.Empty<string>() }, 400, "guard.invalid_input");
        await RefusedAsync(new { action = "delete", userIds = new[] { "a b" } }, 400, "guard.invalid_input");
        await RefusedAsync(new { action = "delete", filter = "" }, 400, "guard.invalid_input");
        await RefusedAsync(new { action = "delete" }, 400, "request.invalid_input");
        await RefusedAsync(new { action = "delete", userIds = ids, filter = "search=x" }, 400, "request.invalid_input");
        await RefusedAsync(new { action = "delete", filter = "?" }, 400, "request.invalid_input");
        await RefusedAsync(new { action = "delete", filter = "applicationId=" }, 400, "request.invalid_input");
        await RefusedAsync(new { action = "delete", filter = "serach=x" }, 400, "request.invalid_input");
        await RefusedAsync(new { action = "delete", filter = "search.password=x" }, 400, "request.invalid_input");
        await RefusedAsync(new { action = "suspend", userIds = ids, roleId = machines }, 400, "request.invalid_input");
        await RefusedAsync(new { action = "assign-role", userIds = ids }, 400, "request.invalid_input");
        await RefusedAsync(new { action = "assign-role", userIds = ids, roleId = machines }, 422, "user.invalid_role_type");
        await RefusedAsync(new { action = "assign-role", userIds = ids, roleId = "nothing" }, 404, "entity.not_exists_with_id");
        (await Server.Anonymous.PostAnswerAsync("/api/users/bulk", new { action = "delete", userIds = ids })).Expect(401);
        (await Api.GetAnswerAsync("/api/users/" + user)).Expect(200);
    }

    [Fact]
    public async Task Every_user_has_the_event_and_the_entry_of_the_single_operation()
    {
        await using var server = await TestServer.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var hook = await server.Api.AddHookAsync(receiver.Url);
        var job = await server.Api.ImportAsync(BulkCalls.Users("u", 20));
        var made = await receiver.WaitAsync(20);
        Assert.All(made, told =>
        {
            Assert.Equal("User.Created", told.Json.GetProperty("event").GetString());
            Assert.Equal(("/users/import", "POST"), (told.Json.GetProperty("matchedRoute").GetString(), told.Json.GetProperty("method").GetString()));
            Assert.Equal(202, told.Json.GetProperty("status").GetInt32());
        });
        var bulk = await server.Api.EndOfJobAsync((await server.Api.PostAnswerAsync("/api/users/bulk", new { action = "suspend", filter = "search.username=u_%25" })).Expect(202).Id);
        await receiver.WaitAsync(40);
        await server.DrainAsync();
        Assert.Equal(40, receiver.All.Count);
        Assert.Equal(20, receiver.All.Where(told => told.Json.GetProperty("event").GetString() == "User.SuspensionStatus.Updated")
            .Select(told => told.Json.GetProperty("data").GetProperty("id").GetString()).Distinct().Count());
        var entries = await server.InDatabaseAsync(db => db.Audit.Where(entry => entry.Key == "Change.User.Suspended").ToListAsync());
        Assert.Equal(20, entries.Count);
        Assert.All(entries, entry => Assert.Equal(bulk.Id, entry.Payload.ToElement().GetProperty("jobId").GetString()));
        Assert.NotEqual(job.Id, hook.Id);
    }

    [Fact]
    public async Task Nobody_deletes_themselves()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["TestMode"] = "true" });
        var (me, other) = ((await server.Api.NewUserAsync()).Id, (await server.Api.NewUserAsync()).Id);
        var sent = await server.Anonymous.SendAnswerAsync(HttpMethod.Post, "/api/users/bulk", new { action = "delete", userIds = new[] { me, other } }, ("development-user-id", me));
        var job = await server.Api.EndOfJobAsync(sent.Expect(202).Id);
        Assert.Equal([(1L, "user.cannot_delete_self")], await server.Api.ErrorsAsync(job.Id));
        (await server.Api.GetAnswerAsync("/api/users/" + me)).Expect(200);
        (await server.Api.GetAnswerAsync("/api/users/" + other)).Expect(404);
    }
}
