using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.CommandLine;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gatehouse.Server.Tests.Data;

/// <summary><c>gatehouse move</c> on an installation that was served and is served afterwards (docs/moving.md).</summary>
public sealed class MovedInstallationTests
{
    private const string Password = "Correct-horse-7";

    [Fact]
    public async Task A_moved_installation_goes_on_there_and_back()
    {
        await using var source = TestDatabase.CreateFile();
        await using var target = await TestDatabase.CreateAsync();
        await using var back = TestDatabase.CreateFile();
        await using var receiver = Receiver.Down();
        var now = DateTimeOffset.UtcNow;
        string token, user, key;
        await using (var first = await TestServer.StartAsync(database: source, now: now))
        {
            await first.Api.AddHookAsync(receiver.Url);
            user = (await first.Api.NewUserAsync(new { username = TestServer.Unique(), password = Password })).Id;
            await first.OutboxAsync(rows => rows is [{ Attempts: > 0 }], "a failed attempt");
            (token, key) = (await first.TokenAsync(), await KeysAsync(first));
            await SealAsync(first);
        }

        await MoveAsync(source, target);
        await using (var second = await TestServer.StartAsync(database: target, now: now.AddMinutes(10)))
        {
            await GoesOnAsync(second, user, token, key);
            await RenameAsync(second, user, "second");
            await second.OutboxAsync(rows => rows.Count == 2, "two deliveries that are owed");
            await SealAsync(second);
        }

        await MoveAsync(target, back);
        await using var third = await TestServer.StartAsync(database: back, now: now.AddMinutes(20));
        await GoesOnAsync(third, user, token, key);
        Assert.Equal("1", (await third.Api.GetAnswerAsync("/api/users")).Header("Total-Number"));
        await RenameAsync(third, user, "third");
        await receiver.ListenAsync();
        third.Pass(TimeSpan.FromHours(1));
        await third.DrainAsync();
        // In the order in which they were made, whichever database numbered them.
        var names = receiver.All.Select(delivery => delivery.Json.GetProperty("data").GetProperty("name").GetString()).Distinct();
        Assert.Equal([null, "second", "third"], names);
    }

    [Fact]
    public async Task The_database_of_PostgreSQL_has_no_sequence_that_a_move_does_not_know()
    {
        if (!TestDatabase.IsPostgres) return;
        await using var server = await TestServer.StartAsync();
        Assert.Equal(["event_order"], await server.InDatabaseAsync(db => db.Database.SqlQueryRaw<string>("SELECT sequencename::text AS \"Value\" FROM pg_sequences").ToListAsync()));
    }

    private static async Task GoesOnAsync(TestServer server, string user, string token, string key)
    {
        (await server.Api.PostAnswerAsync($"/api/users/{user}/password/verify", new { password = Password })).Expect(204);
        (await server.Api.PostAnswerAsync($"/api/users/{user}/password/verify", new { password = Password + "x" })).Expect(422);
        Assert.Equal(key, await KeysAsync(server));
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await client.GetAnswerAsync("/api/users/" + user)).Expect(200);
        using var scope = server.Services.GetRequiredService<IServiceScopeFactory>().OfTenant("default");
        var report = await scope.ServiceProvider.GetRequiredService<VerifyAuditLog>().ExecuteAsync(null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Findings);
        Assert.NotEqual(0, report.Entries);
    }

    private static async Task RenameAsync(TestServer server, string user, string name) => (await server.Api.PatchAnswerAsync("/api/users/" + user, new { name })).Expect(200);

    private static async Task<string> KeysAsync(TestServer server) => (await server.Anonymous.GetAnswerAsync("/oidc/jwks")).Expect(200).Json.GetRawText();

    private static async Task SealAsync(TestServer server)
    {
        server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromSeconds(1));
        using var scope = server.Services.GetRequiredService<IServiceScopeFactory>().OfTenant("default");
        while (await scope.ServiceProvider.GetRequiredService<SealAuditLog>().ExecuteAsync(TestContext.Current.CancellationToken) > 0) ;
    }

    private static async Task MoveAsync(TestDatabase from, TestDatabase to)
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        var moved = await RunAsync(from, "move", "--to", to.Url);
        Assert.True(moved.Code == 0, moved.Out + moved.Error);
        Assert.Contains("is complete; point DB_URL there", moved.Out);
        File.Copy(from.SecretKeyFile, to.SecretKeyFile);
    }

    private static Task<(int Code, string Out, string Error)> RunAsync(TestDatabase database, params string[] arguments) => ServerProcess.RunAsync(
        database.Folder, new Dictionary<string, string> { ["DB_URL"] = database.Url, ["SECRET_KEY_FILE"] = database.SecretKeyFile, ["SQLITE_SYNCHRONOUS"] = "OFF" }, arguments);
}
