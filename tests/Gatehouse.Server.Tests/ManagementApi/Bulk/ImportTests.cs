using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Bulk;

/// <summary>POST /api/users/import (docs/bulk.md): each line by the rules of POST /api/users (contract/management-api.md 2.5).</summary>
public sealed class ImportTests : ServerTest
{
    private const string Password = "SecurePassword123!";

    private Task<int> CountAsync(string prefix) => Server.InDatabaseAsync(db => db.Users.CountAsync(user => user.Username!.StartsWith(prefix)));

    [Fact]
    public async Task A_file_becomes_a_job_that_makes_its_users()
    {
        var (one, two) = (TestServer.Unique(), TestServer.Unique());
        var sent = (await Api.SendFileAsync("/api/users/import", $$$"""
            {"username":"{{{one}}}","primaryEmail":"{{{one}}}@Example.com","name":"하나","customData":{"plan":{"id":7}},"profile":{"familyName":"Kim","unknown":"x"}}

            {"username":"{{{two}}}","avatar":"https://img.test/a.png"}
            """)).Expect(202);
        Assert.Equal("/api/jobs/" + sent.Id, sent.Header("Location"));
        Assert.Equal(("users.import", 2L), (sent["type"].GetString(), sent["totalRows"].GetInt64()));

        var job = await Api.EndOfJobAsync(sent.Id);
        Assert.Equal("completed", job["state"].GetString());
        Assert.Equal((2, 2, 0), (job["processed"].GetInt32(), job["succeeded"].GetInt32(), job["failed"].GetInt32()));
        Assert.Equal(job["totalBytes"].GetInt64(), job["processedBytes"].GetInt64());
        Assert.Equal(("app", TestServer.ApplicationId), (job["createdBy"].GetProperty("type").GetString(), job["createdBy"].GetProperty("id").GetString()));
        Assert.True(job["createdAt"].GetInt64() <= job["startedAt"].GetInt64() && job["startedAt"].GetInt64() < job["finishedAt"].GetInt64());

        var user = await Api.UserAsync(one);
        Assert.Equal("""{"plan":{"id":7}}""", user.GetProperty("customData").GetRawText());
        Assert.Equal("""{"familyName":"Kim"}""", user.GetProperty("profile").GetRawText());
        Assert.Equal("하나", user.GetProperty("name").GetString());
        var lines = await Api.LinesAsync($"/api/jobs/{sent.Id}/result");
        Assert.Equal([1L, 3L], lines.Select(line => line.GetProperty("line").GetInt64()));
        Assert.All(lines, line => Assert.Equal("created", line.GetProperty("status").GetString()));
        Assert.Equal(user.GetProperty("id").GetString(), lines[0].GetProperty("userId").GetString());
    }

    [Fact]
    public async Task The_answer_of_the_import_is_the_job()
    {
        var sent = (await Api.SendFileAsync("/api/users/import", "")).Expect(202);
        var job = await Api.EndOfJobAsync(sent.Id);
        Assert.Equal((0, 0, "completed"), (job["processed"].GetInt32(), job["totalRows"].GetInt32(), job["state"].GetString()));
        Assert.Empty(await Api.LinesAsync($"/api/jobs/{sent.Id}/result"));
    }

    [Fact]
    public async Task A_dry_run_finds_everything_and_changes_nothing()
    {
        var (taken, fresh) = (TestServer.Unique(), TestServer.Unique());
        await Api.NewUserAsync(new { username = taken });
        var before = await Server.InDatabaseAsync(db => db.Users.CountAsync(user => user.Username == taken));
        var file = BulkCalls.Users(fresh, 700) + $$"""{"username":"{{taken}}"}""" + "\n" + $$"""{"username":"{{fresh}}_3"}""" + "\n" + """{"username":"1"}""";
        var job = await Api.ImportAsync(file, query: "?dryRun=true");
        Assert.True(job["parameters"].GetProperty("dryRun").GetBoolean());
        Assert.Equal((700, 3), (job["succeeded"].GetInt32(), job["failed"].GetInt32()));
        Assert.Equal(
            [(701L, "user.username_already_in_use"), (702L, "user.username_already_in_use"), (703L, "guard.invalid_input")], await Api.ErrorsAsync(job.Id));
        Assert.Equal((0, before), (await CountAsync(fresh), await CountAsync(taken)));
        Assert.All(await Api.LinesAsync($"/api/jobs/{job.Id}/result"), line => Assert.False(line.TryGetProperty("userId", out _)));
        // The same file without the switch does what was promised.
        Assert.Equal((700, 3), (await Api.ImportAsync(file) is var real ? (real["succeeded"].GetInt32(), real["failed"].GetInt32()) : default));
        Assert.Equal(700, await CountAsync(fresh));
    }

    [Fact]
    public async Task A_row_that_fails_is_reported_with_its_line_and_the_others_go_in()
    {
        var (taken, name) = (TestServer.Unique(), TestServer.Unique());
        await Api.NewUserAsync(new { username = taken, primaryEmail = taken + "@example.com", primaryPhone = Phone(taken) });
        var job = await Api.ImportAsync($$"""
            {"username":"{{name}}_a"}
            not json

            [1]
            {"username":"{{name}}_a"}
            {"username":"{{taken}}","primaryEmail":"{{taken}}@example.com"}
            {"primaryEmail":"{{taken.ToUpperInvariant()}}@EXAMPLE.com"}
            {"primaryPhone":"{{Phone(taken)}}"}
            {"primaryPhone":"1"}
            {"username":7,"avatar":"no url"}
            {"name":"{{new string('x', 129)}}"}
            {"password":"{{Password}}","passwordDigest":"x"}
            {"passwordDigest":"x"}
            {"passwordAlgorithm":"Legacy","passwordDigest":"{{Password}}"}
            {"passwordAlgorithm":"Legacy","passwordDigest":"[\"md99\",[\"@\"],\"00\"]"}
            {"name":"a\u0000b"}
            {"name":"x","name":"y"}
            {"username":"{{name}}_b"}
            """);
        Assert.Equal((2, 15, 17), (job["succeeded"].GetInt32(), job["failed"].GetInt32(), job["totalRows"].GetInt32()));
        Assert.Equal(
        [
            (2L, "import.row_not_json"), (4L, "import.row_not_json"), (5L, "user.username_already_in_use"), (6L, "user.username_already_in_use"),
            (7L, "user.email_already_in_use"), (8L, "user.phone_already_in_use"), (9L, "user.invalid_phone"), (10L, "guard.invalid_input"),
            (11L, "entity.value_too_long"), (12L, "user.password_and_digest"), (13L, "user.password_algorithm_required"),
            (14L, "password.invalid_legacy_password_format"), (15L, "password.unsupported_legacy_hash_algorithm"), (16L, "guard.invalid_input"), (17L, "guard.invalid_input"),
        ], await Api.ErrorsAsync(job.Id));
        Assert.Equal(2, await CountAsync(name + "_"));
    }

    [Fact]
    public async Task Errors_speak_the_callers_language_and_hold_no_password()
    {
        var name = TestServer.Unique();
        var job = await Api.ImportAsync($$"""
            {"username":"{{name}}","password":"{{Password}}"}
            {"username":"{{name}}","password":"{{Password}}"}
            {"username":"not a name","password":"{{Password}}"}
            """);
        var english = (await Api.GetAnswerAsync($"/api/jobs/{job.Id}/errors")).Expect(200);
        Assert.Equal("2", english.Header("Total-Number"));
        Assert.Equal("This username is taken.", english.Json[0].GetProperty("message").GetString());
        Assert.Equal("ZodError", english.Json[1].GetProperty("data").GetProperty("name").GetString());
        Assert.Contains("\"username\"", english.Json[1].GetProperty("details").GetString());
        var korean = await Api.SendAnswerAsync(HttpMethod.Get, $"/api/jobs/{job.Id}/errors?format=ndjson", null, ("Accept-Language", "ko"));
        Assert.StartsWith("application/x-ndjson", korean.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("이미 쓰고 있는", korean.Text);
        Assert.Equal(2, korean.Text.Count(c => c == '\n'));
        Assert.DoesNotContain(Password, english.Text + korean.Text + (await Api.GetAnswerAsync($"/api/jobs/{job.Id}/result")).Text);
        Assert.Equal(0, await Server.InDatabaseAsync(db => db.Set<Gatehouse.Server.Jobs.JobChunk>().CountAsync(chunk => chunk.JobId == job.Id && chunk.Part == 0)));
    }

    [Fact]
    public async Task Imported_digests_and_passwords_sign_in_afterwards()
    {
        var name = TestServer.Unique();
        var digests = PasswordTests.Imports.Select(row => row.Data).ToList();
        var lines = digests.Select((digest, i) => System.Text.Json.JsonSerializer.Serialize(
            new { username = $"{name}_{i}", passwordAlgorithm = digest.Item1, passwordDigest = digest.Item2 }));
        var job = await Api.ImportAsync(string.Join('\n', lines.Append($$"""{"username":"{{name}}_plain","password":"{{Password}}"}""")));
        Assert.Equal(digests.Count + 1, job["succeeded"].GetInt32());
        for (var i = 0; i < digests.Count; i++) await VerifyAsync($"{name}_{i}", digests[i].Item3);
        await VerifyAsync(name + "_plain", Password);
    }

    [Fact]
    public async Task A_user_who_was_shut_out_elsewhere_is_shut_out_here_and_nulls_mean_nothing()
    {
        var name = TestServer.Unique();
        var job = await Api.ImportAsync($$"""{"id":"x","username":"{{name}}","primaryEmail":null,"name":null,"isSuspended":true,"passwordDigest":null,"lastSignInAt":null}""");
        Assert.Equal(1, job["succeeded"].GetInt32());
        Assert.True((await Api.UserAsync(name)).GetProperty("isSuspended").GetBoolean());
    }

    [Fact]
    public async Task Default_roles_are_given_and_the_log_of_each_user_names_the_job()
    {
        var role = await Server.NewRoleAsync(isDefault: true);
        Server.Forget();
        var name = TestServer.Unique();
        var job = await Api.ImportAsync(BulkCalls.Users(name, 2));
        var ids = (await Api.LinesAsync($"/api/jobs/{job.Id}/result")).ConvertAll(line => line.GetProperty("userId").GetString()!);
        var (granted, entries, ofJob) = await Server.InDatabaseAsync(async db => (
            await db.UserRoles.Where(grant => grant.RoleId == role && ids.Contains(grant.UserId)).CountAsync(),
            await db.Audit.Where(entry => ids.Contains(entry.UserId!)).ToListAsync(),
            await db.Audit.Where(entry => entry.Key.StartsWith("Change.Job.") || entry.Key == "Change.Users.Created").ToListAsync()));
        await Server.InDatabaseAsync(db => db.Roles.Where(row => row.Id == role).ExecuteDeleteAsync());
        Server.Forget();
        Assert.Equal(2, granted);
        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry =>
        {
            var payload = entry.Payload.ToElement();
            Assert.Equal("Change.User.Created", entry.Key);
            Assert.Equal(job.Id, payload.GetProperty("jobId").GetString());
            Assert.Equal(TestServer.ApplicationId, payload.GetProperty("actor").GetProperty("id").GetString());
        });
        Assert.Equal(["Change.Job.Created", "Change.Job.Ended", "Change.Users.Created"], ofJob.Where(entry => entry.Payload.Text.Contains(job.Id)).Select(entry => entry.Key).Order());
    }

    [Fact]
    public async Task Rows_of_any_size_and_number_keep_their_order()
    {
        var name = TestServer.Unique();
        var filler = new string('가', 400);
        var lines = Enumerable.Range(0, 1100).Select(i => $$$"""{"username":"{{{name}}}_{{{i:D4}}}","customData":{"filler":"{{{filler}}}"}}""").ToList();
        lines.Insert(3, $$$"""{"username":"{{{name}}}_long","customData":{"filler":"{{{new string('x', 1_000_000)}}}"}}""");
        lines.Insert(4, $$$"""{"username":"{{{name}}}_longer","customData":{"filler":"{{{new string('x', 2_500_000)}}}"}}""");
        var job = await Api.ImportAsync("\uFEFF" + string.Join("\r\n", lines));
        Assert.Equal([(5L, "import.row_too_long")], await Api.ErrorsAsync(job.Id));
        Assert.Equal((1101, 1102), (job["succeeded"].GetInt32(), job["totalRows"].GetInt32()));
        var inOrder = await Server.InDatabaseAsync(db => db.Users.Where(user => user.Username!.StartsWith(name) && !user.Username.EndsWith("_long"))
            .OrderBy(user => user.CreatedAt).ThenBy(user => user.Id).Select(user => user.Username!).ToListAsync());
        Assert.Equal(inOrder.Order(StringComparer.Ordinal), inOrder);
        Assert.Equal(1100, inOrder.Count);
    }

    [Fact]
    public async Task What_is_no_file_of_users_is_refused_before_it_becomes_a_job()
    {
        // Of its own: the jobs of other tests would be counted too.
        await using var server = await TestServer.StartAsync();
        (await server.Api.SendFileAsync("/api/users/import", "{}", "application/json")).Expect(415, "request.media_type_not_supported");
        (await server.Api.SendFileAsync("/api/users/import", "username,usernmae\na,b\n", BulkCalls.Csv)).Expect(400, "import.unknown_column");
        (await server.Api.SendFileAsync("/api/users/import", "username,profile.\na,b\n", BulkCalls.Csv)).Expect(400, "import.unknown_column");
        (await server.Api.SendFileAsync("/api/users/import", "username,username\na,b\n", BulkCalls.Csv)).Expect(400, "import.repeated_column");
        (await server.Api.SendFileAsync("/api/users/import", "", BulkCalls.Csv)).Expect(400, "import.unknown_column");
        (await server.Api.SendFileAsync("/api/users/import", [(byte)'n', 0xff, (byte)'\n'], BulkCalls.Csv)).Expect(400, "import.row_not_utf8");
        (await server.Api.SendFileAsync("/api/users/import", "name," + new string('x', 70_000), BulkCalls.Csv)).Expect(400, "import.row_too_long");
        Assert.Equal(401, (int)(await server.Anonymous.SendFileAsync("/api/users/import", "{}")).Status);
        Assert.Equal(0, await server.InDatabaseAsync(db => db.Set<Gatehouse.Server.Jobs.Job>().CountAsync()));
    }

    [Fact]
    public async Task A_row_that_is_not_utf8_costs_itself_only()
    {
        var name = TestServer.Unique();
        var file = System.Text.Encoding.UTF8.GetBytes($$"""{"username":"{{name}}_a"}""" + "\n{\"name\":\"?\"}\n" + $$"""{"username":"{{name}}_b"}""");
        file[Array.IndexOf(file, (byte)'?')] = 0xC3;
        var job = await Api.EndOfJobAsync((await Api.SendFileAsync("/api/users/import", file)).Expect(202).Id);
        Assert.Equal([(2L, "import.row_not_utf8")], await Api.ErrorsAsync(job.Id));
        Assert.Equal(2, await CountAsync(name));
    }

    private async Task VerifyAsync(string username, string password) =>
        (await Api.PostAnswerAsync($"/api/users/{(await Api.UserAsync(username)).GetProperty("id").GetString()}/password/verify", new { password })).Expect(204);

    /// <summary>A number of its own for a text of its own.</summary>
    private static string Phone(string text) => "821" + string.Concat(text.Select(c => c % 10)).PadRight(9, '0')[..9];
}
