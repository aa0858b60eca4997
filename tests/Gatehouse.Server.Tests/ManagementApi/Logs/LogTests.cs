using System.Globalization;
using System.Text.Json;
using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Server.Tests.ManagementApi.Logs;

/// <summary>contract/management-misc.md 1.</summary>
public sealed class LogTests : ServerTest
{
    private static readonly string[] Listed = ["ExchangeTokenBy.ClientCredentials", "RevokeToken", "RevokeGrants", "Interaction.SignIn.Submit", "JwtCustomizer.AccessToken", "SamlApplication.Callback", "Action.PostSignIn", "Unknown"];

    private Task<int> AddAsync(string userId, params (string Key, int Second)[] entries) => Server.InDatabaseAsync(db =>
    {
        db.Audit.AddRange(entries.Select(entry => new AuditRow
        {
            TenantId = "default", Id = Identifier.Long(), Key = entry.Key, UserId = userId, ApplicationId = "app-" + userId, CreatedAt = DateTime.UnixEpoch.AddDays(19000).AddSeconds(entry.Second),
            Payload = JsonText.FromStored($$"""{"key":"{{entry.Key}}","result":"Success"}"""),
        }));
        return db.SaveChangesAsync();
    });

    private async Task<string[]> KeysAsync(string query) =>
        [.. (await Api.GetAnswerAsync("/api/logs?page_size=100&" + query)).Expect(200).Json.EnumerateArray().Select(entry => entry.GetProperty("key").GetString()!)];

    [Fact(DisplayName = "Contract misc 1: only audit keys are listed; deliveries and changes are found by their id")]
    public async Task What_is_listed()
    {
        var user = Identifier.Short();
        await AddAsync(user, [.. Listed.Select((key, number) => (key, number)), ("TriggerHook.User.Created", 50), ("Change.User.Created", 51)]);
        Assert.Equal(Listed.Reverse(), await KeysAsync("userId=" + user));
        var hidden = await Server.InDatabaseAsync(db => db.Audit.AsNoTracking().SingleAsync(row => row.UserId == user && row.Key == "TriggerHook.User.Created"));
        Assert.Equal(
            $$"""{"tenantId":"default","id":"{{hidden.Id}}","key":"TriggerHook.User.Created","payload":{"key":"TriggerHook.User.Created","result":"Success"},"createdAt":{{hidden.CreatedAt.ToEpochMilliseconds()}}}""",
            (await Api.GetAnswerAsync("/api/logs/" + hidden.Id)).Expect(200).Text);
        (await Api.GetAnswerAsync("/api/logs/unknown")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact(DisplayName = "Contract misc 1: a token request is in the log as a full row")]
    public async Task A_token_request()
    {
        var app = await Authorized.CreateAsync(Server);
        await app.TokensAsync();
        var entry = Assert.Single((await Api.GetAnswerAsync("/api/logs?userId=" + app.UserId)).Expect(200).Json.EnumerateArray());
        Assert.Equal(["tenantId", "id", "key", "payload", "createdAt"], OidcCalls.Members(entry));
        Assert.Equal("ExchangeTokenBy.AuthorizationCode", entry.GetProperty("key").GetString());
        Assert.Equal("Success", entry.GetProperty("payload").GetProperty("result").GetString());
        Assert.Equal(entry.GetRawText(), (await Api.GetAnswerAsync("/api/logs/" + entry.GetProperty("id").GetString())).Expect(200).Text);
        Assert.Equal([entry.GetProperty("id").GetString()], (await Api.GetAnswerAsync("/api/logs?applicationId=" + app.ClientId)).Expect(200).Json.EnumerateArray().Select(row => row.GetProperty("id").GetString()));
    }

    [Fact(DisplayName = "Contract misc 1: filters are combined; times are inclusive")]
    public async Task Filters()
    {
        var user = Identifier.Short();
        await AddAsync(user, ("RevokeToken", 1), ("Interaction.Create", 2), ("RevokeToken", 3));
        var first = DateTime.UnixEpoch.AddDays(19000).AddSeconds(1).ToEpochMilliseconds();
        string At(int second) => (first + ((second - 1) * 1000)).ToString(CultureInfo.InvariantCulture);
        Assert.Equal(["RevokeToken", "RevokeToken"], await KeysAsync($"userId={user}&logKey=RevokeToken"));
        Assert.Empty(await KeysAsync($"userId={user}&logKey=Revoke"));
        Assert.Equal(3, (await KeysAsync($"applicationId=app-{user}&userId=&logKey=&start_time=&end_time=")).Length);
        Assert.Empty(await KeysAsync($"applicationId=other&userId={user}"));
        Assert.Equal(["RevokeToken", "Interaction.Create"], await KeysAsync($"userId={user}&start_time={At(2)}"));
        Assert.Equal(["Interaction.Create", "RevokeToken"], await KeysAsync($"userId={user}&end_time={At(2)}"));
        Assert.Equal(["Interaction.Create"], await KeysAsync($"userId={user}&start_time={At(2)}&end_time={At(2)}"));
        Assert.Equal(3, (await KeysAsync($"userId={user}&start_time=0")).Length);
        Assert.Equal(3, (await KeysAsync($"userId={user}&start_time=-5&end_time=1e300")).Length);
        Assert.Empty(await KeysAsync($"userId={user}&end_time=0"));
        (await Api.GetAnswerAsync($"/api/logs?start_time={At(2)}&end_time={At(1)}")).Expect(400, "log.invalid_time_window");
        foreach (var bad in (string[])["start_time=now", "end_time=Infinity", "start_time=1&start_time=2", "userId=a&userId=b"])
            (await Api.GetAnswerAsync("/api/logs?" + bad)).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync("/api/logs?page=0&start_time=now")).Expect(400, "guard.invalid_pagination");
        (await Server.Anonymous.GetAnswerAsync("/api/logs")).Expect(401, "auth.authorization_header_missing");
    }

    [Fact]
    public async Task The_changes_of_one_thing_are_found_by_its_id_and_no_others()
    {
        var role = (await Api.PostAnswerAsync("/api/roles", new { name = TestServer.Unique("role"), description = "one" })).Expect(200).Id;
        var other = (await Api.PostAnswerAsync("/api/roles", new { name = TestServer.Unique("role"), description = role })).Expect(200).Id;
        (await Api.PatchAnswerAsync("/api/roles/" + role, new { description = "two" })).Expect(200);
        Assert.Equal(["Change.Role.Updated", "Change.Role.Created"], await KeysAsync("subject=" + role));
        Assert.Equal(["Change.Role.Created"], await KeysAsync($"subject={role}&logKey=Change.Role.Created"));
        Assert.Equal(["Change.Role.Created"], await KeysAsync("subject=" + other));
        Assert.Empty(await KeysAsync("subject=nothing"));
        var exported = (await Api.GetAnswerAsync("/api/logs/export?subject=" + role)).Expect(200).Text.Trim().Split('\n');
        Assert.Equal(["Change.Role.Created", "Change.Role.Updated"], exported.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()));
        (await Api.GetAnswerAsync("/api/logs?subject=a&subject=b")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Changes_of_one_thing_are_found_by_an_index()
    {
        var plan = await Server.InDatabaseAsync(async db =>
        {
            var query = new LogFilter(null, null, null, null, null, IncludesAll: true) { Subject = "one" }.Of(db).OrderByDescending(row => row.Id).Take(20);
            await using var transaction = await db.Database.BeginTransactionAsync();
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off");
            await using var command = query.CreateDbCommand();
            command.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // The server's own query.
            command.CommandText = (db.Database.IsNpgsql() ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync()) lines.Add(Convert.ToString(reader.GetValue(reader.FieldCount - 1), CultureInfo.InvariantCulture)!);
            return string.Join('\n', lines);
        });
        Assert.Contains("ix_audit_logs_subject_id", plan, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Contract misc 1 and 1.6: enableCap stops counting at 10001 and leaves out the last page")]
    public async Task The_cap()
    {
        var (many, few) = (Identifier.Short(), Identifier.Short());
        await AddAsync(few, ("RevokeToken", 1), ("RevokeToken", 2));
        for (var batch = 0; batch < 11; batch++)
            await AddAsync(many, [.. Enumerable.Range(0, 1000).Select(number => ("RevokeToken", (batch * 1000) + number))]);
        var capped = (await Api.GetAnswerAsync($"/api/logs?userId={many}&enableCap=true&page=2")).Expect(200);
        Assert.Equal(("10001", "true"), (capped.Header("Total-Number"), capped.Header("Total-Number-Is-Capped")));
        Assert.Equal(["first", "prev"], capped.Headers["Link"].Select(link => link.Split('"')[1]));
        Assert.Equal(20, capped.Json.GetArrayLength());
        // Beyond what was counted there are entries still.
        Assert.Equal(100, (await Api.GetAnswerAsync($"/api/logs?userId={many}&enableCap=1&page=110&page_size=100")).Expect(200).Json.GetArrayLength());
        Assert.Equal(0, (await Api.GetAnswerAsync($"/api/logs?userId={many}&enableCap=1&page=2147483647&page_size=100")).Expect(200).Json.GetArrayLength());
        var whole = (await Api.GetAnswerAsync($"/api/logs?userId={many}&enableCap=false")).Expect(200);
        Assert.Equal(("11000", null), (whole.Header("Total-Number"), whole.Header("Total-Number-Is-Capped")));
        Assert.Equal(["first", "last", "next"], whole.Headers["Link"].Select(link => link.Split('"')[1]));
        var little = (await Api.GetAnswerAsync($"/api/logs?userId={few}&enableCap=true")).Expect(200);
        Assert.Equal(("2", null), (little.Header("Total-Number"), little.Header("Total-Number-Is-Capped")));
    }

    [Fact]
    public async Task Nothing_changes_or_deletes_an_entry()
    {
        var answer = await Api.DeleteAnswerAsync("/api/logs/x");
        Assert.Equal((405, "HEAD, GET"), ((int)answer.Status, answer.Header("Allow")));
        Assert.Equal(405, (int)(await Api.PostAnswerAsync("/api/logs", "{}")).Status);
    }
}
