using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Server.Tests.CommandLine;

/// <summary><c>gatehouse backup</c>, <c>backup verify</c> and <c>restore</c>, beside a server and without one (docs/backup.md).</summary>
public sealed class BackupCommandTests : CommandTest
{
    private string Copy => Path.Combine(Database.Folder, "copy.db");

    [Fact]
    public async Task A_copy_that_was_made_beside_a_server_brings_back_what_was_there()
    {
        string early;
        await using (var server = await TestServer.StartAsync(database: Database))
        {
            early = (await server.Api.NewUserAsync(new { username = TestServer.Unique() })).Id;
            var made = await RunAsync("backup", Copy);
            Assert.True(made.Code == 0, made.Error);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
            await server.Api.NewUserAsync(new { username = TestServer.Unique() });

            var again = await RunAsync("backup", Copy);
            Assert.Equal(1, again.Code);
            Assert.Contains("exists already", again.Error);
            var inUse = await RunAsync("restore", Copy, "--replace");
            Assert.Equal(1, inUse.Code);
            Assert.Contains("is in use", inUse.Error);
            (await server.Api.GetAnswerAsync("/api/users/" + early)).Expect(200);
        }

        // The process that the server ran in keeps connections that nobody uses.
        using (var pooled = new SqliteConnection(DatabaseUrl.Parse(Database.Url, 1).ConnectionString)) SqliteConnection.ClearPool(pooled);
        var verified = await RunAsync("backup", "verify", Copy);
        Assert.True(verified.Code == 0, verified.Error);
        Assert.Contains("\ntenants: 2\nusers: 1\n", verified.Out);
        var careful = await RunAsync("restore", Copy);
        Assert.Equal(1, careful.Code);
        Assert.Contains("--replace", careful.Error);
        var restored = await RunAsync("restore", Copy, "--replace");
        Assert.True(restored.Code == 0, restored.Error);
        Assert.Single(Directory.EnumerateFiles(Database.Folder, "*.before-*"));

        await using var after = await TestServer.StartAsync(database: Database);
        (await after.Api.GetAnswerAsync("/api/users/" + early)).Expect(200);
        Assert.Equal("1", (await after.Api.GetAnswerAsync("/api/users")).Header("Total-Number"));
    }

    [Fact]
    public async Task A_copy_that_is_damaged_or_sealed_for_others_is_not_restored()
    {
        Assert.Equal(0, (await RunAsync("db", "migrate")).Code);
        Assert.Equal(0, (await RunAsync("backup", Copy)).Code);
        var bytes = await File.ReadAllBytesAsync(Copy, TestContext.Current.CancellationToken);

        bytes.AsSpan(4096 * 3, 4096 * 40).Fill(0x5A);
        var damaged = Path.Combine(Database.Folder, "damaged.db");
        await File.WriteAllBytesAsync(damaged, bytes, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, (await RunAsync("backup", "verify", damaged)).Code);
        Assert.NotEqual(0, (await RunAsync("restore", damaged, "--replace")).Code);
        Assert.NotEqual(0, (await RunAsync("backup", "verify", Path.Combine(Database.Folder, "nothing.db"))).Code);

        Environment.Remove("SECRET_KEY_FILE");
        Environment["SECRET_KEY"] = Convert.ToBase64String(new byte[32]);
        var foreign = await RunAsync("backup", "verify", Copy);
        Assert.Equal(2, foreign.Code);
        Assert.Contains("SECRET_KEY does not open", foreign.Error);
        Assert.Equal(2, (await RunAsync("restore", Copy, "--replace")).Code);
        Assert.Empty(Directory.EnumerateFiles(Database.Folder, "*.before-*"));
    }

    [Fact]
    public async Task A_database_of_PostgreSQL_is_left_to_its_own_tools()
    {
        Environment["DB_URL"] = "postgres://nobody:canary-password@127.0.0.1:1/nothing";
        foreach (var arguments in (string[][])[["backup", Copy], ["restore", Copy]])
        {
            var refused = await RunAsync(arguments);
            Assert.Equal(1, refused.Code);
            Assert.DoesNotContain("canary-password", refused.Out + refused.Error);
        }

        Assert.Contains("PostgreSQL's own tools", (await RunAsync("backup", Copy)).Error);
        Assert.False(File.Exists(Copy));
    }
}
