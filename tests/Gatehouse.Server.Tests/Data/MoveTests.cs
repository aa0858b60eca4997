using Gatehouse.Server.Data;
using Gatehouse.Server.Data.Moving;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gatehouse.Server.Tests.Data;

/// <summary>
/// Moves from an SQLite file into a database of this assembly's kind and back into a file (docs/moving.md): every table with odd values, runs
/// that die, targets and sources that are refused.
/// </summary>
public sealed class MoveTests : IAsyncLifetime
{
    private readonly TestDatabase _file = TestDatabase.CreateFile();
    private TestDatabase _target = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _target = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task Every_table_goes_there_and_back_with_every_value()
    {
        await using var back = TestDatabase.CreateFile();
        await FillAsync();
        var there = await MoveAsync(_file, _target, together: 3);
        Assert.DoesNotContain(there, count => !count.IsSame || count.Source != OddRows.PerTable);
        Assert.DoesNotContain(await MoveAsync(_target, back), count => !count.IsSame || count.Target != OddRows.PerTable);
        Assert.Equal(await DumpAsync(_file), await DumpAsync(back));
    }

    [Fact]
    public async Task A_move_that_dies_goes_on_where_it_was()
    {
        await FillAsync();
        var (runs, heard, isDone) = (0, new List<string>(), false);
        while (!isDone)
        {
            Assert.InRange(++runs, 1, 500);
            var told = 0;
            try
            {
                Assert.All(await MoveAsync(_file, _target, together: 2, tell: (table, rows) =>
                {
                    if (rows == OddRows.PerTable) heard.Add(table);
                    // Each run takes some pieces more and dies at another place.
                    if (!table.StartsWith("comparing ", StringComparison.Ordinal) && ++told > 20 + runs) throw new OperationCanceledException();
                }), count => Assert.True(count.IsSame, count.Table));
                isDone = true;
            }
            catch (OperationCanceledException)
            {
                await RefusesToServeAsync();
            }
        }

        Assert.InRange(runs, 5, 500);
        // What was complete was not done again.
        Assert.InRange(heard.Count, heard.Distinct().Count(), heard.Distinct().Count() + runs);
        await using var app = TestServer.Build(null, _target);
        using var scope = app.Services.CreateScope();
        Assert.Empty((await scope.ServiceProvider.GetRequiredService<SchemaUpgrade>().AppliedAsync(Ct)).Except(HandWrittenMigrations.Ids));
    }

    [Fact]
    public async Task A_row_that_was_changed_is_found_and_nobody_serves_the_target()
    {
        await FillAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => MoveAsync(_file, _target, tell: (table, _) =>
        {
            if (table.StartsWith("comparing ", StringComparison.Ordinal)) throw new OperationCanceledException();
        }));
        await ChangeAsync(_target, "UPDATE users SET name = 'somebody else' WHERE tenant_id = 'tenant 4'");
        for (var run = 0; run < 2; run++)
        {
            var different = Assert.Single(await MoveAsync(_file, _target), count => !count.IsSame);
            Assert.Equal(("users", (long)OddRows.PerTable, (long)OddRows.PerTable), (different.Table, different.Source, different.Target));
        }

        await RefusesToServeAsync();
    }

    [Fact]
    public async Task Nothing_is_moved_over_what_somebody_has()
    {
        await FillAsync();
        await ChangeAsync(_target, "CREATE TABLE notes (text text)", "INSERT INTO notes VALUES ('mine')");
        Assert.Contains("holds data already (notes)", await RefusalAsync(_file, _target));
        await ChangeAsync(_target, "DELETE FROM notes");

        await Assert.ThrowsAsync<OperationCanceledException>(() => MoveAsync(_file, _target, tell: (_, _) => throw new OperationCanceledException()));
        await using var other = TestDatabase.CreateFile();
        await PrepareAsync(other);
        Assert.Contains("another installation", await RefusalAsync(other, _target));
        Assert.Contains("is itself the target of a move", await RefusalAsync(_target, other));
        Assert.Contains("names the database that DB_URL names", await RefusalAsync(_target, _target));
        Assert.Contains("holds data already (", await RefusalAsync(_file, other));
    }

    [Fact]
    public async Task A_source_of_another_version_or_none_or_in_use_is_left_alone()
    {
        await using var nothing = TestDatabase.CreateFile();
        Assert.Contains("holds no installation", await RefusalAsync(nothing, _target));
        Assert.False(File.Exists(nothing.SqliteFile));

        await FillAsync();
        await ChangeAsync(_file, """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '1')""");
        Assert.Contains("later version", await RefusalAsync(_file, _target));
        await ChangeAsync(_file, """DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" > '20261128001000'""");
        Assert.Contains("earlier version", await RefusalAsync(_file, _target));

        await using var server = await TestServer.StartAsync(database: _target);
        Assert.Contains("is in use", await RefusalAsync(_target, nothing));
    }

    private async Task FillAsync()
    {
        await using var app = TestServer.Build(null, _file);
        using (var scope = app.Services.CreateScope())
        {
            await scope.ServiceProvider.GetRequiredService<SchemaUpgrade>().RunAsync(Ct);
            await using var connection = await OpenFileAsync(_file);
            await DirectConnection.ReadAsync(connection, "BEGIN", Ct);
            await OddRows.FillAsync(scope.ServiceProvider.GetRequiredService<GatehouseDb>(), connection);
            await DirectConnection.ReadAsync(connection, "COMMIT", Ct);
        }

        await _file.CloseAsync();
    }

    private static async Task PrepareAsync(TestDatabase database)
    {
        await using (var app = TestServer.Build(null, database)) await GatehouseApp.PrepareAsync(app.Services, Ct);
        await database.CloseAsync();
    }

    private static async Task<IReadOnlyList<MovedCount>> MoveAsync(TestDatabase from, TestDatabase to, int together = 100, Action<string, long>? tell = null)
    {
        await using var app = TestServer.Build(null, to);
        try
        {
            return await app.Services.GetRequiredService<MoveDatabase>().ExecuteAsync(new MoveOrder(DatabaseUrl.Parse(from.Url, 1), Together: together), tell ?? ((_, _) => { }), Ct);
        }
        finally
        {
            ClosePools();
        }
    }

    private static async Task<string> RefusalAsync(TestDatabase from, TestDatabase to) => (await Assert.ThrowsAsync<SettingsException>(() => MoveAsync(from, to))).Message;

    private async Task RefusesToServeAsync()
    {
        await using var app = TestServer.Build(null, _target);
        Assert.Contains("is not finished", (await Assert.ThrowsAsync<SettingsException>(() => GatehouseApp.PrepareAsync(app.Services, Ct))).Message);
    }

    private static async Task ChangeAsync(TestDatabase database, params string[] statements)
    {
        await using var app = TestServer.Build(null, database);
        await using (var connection = await app.Services.GetRequiredService<DirectConnection>().OpenAsync(Ct))
        {
            foreach (var statement in statements) await DirectConnection.ReadAsync(connection, statement, Ct);
        }

        ClosePools();
    }

    private static async Task<List<string>> DumpAsync(TestDatabase database)
    {
        await using var app = TestServer.Build(null, database);
        using var scope = app.Services.CreateScope();
        await using var connection = await OpenFileAsync(database);
        return await OddRows.DumpAsync(scope.ServiceProvider.GetRequiredService<GatehouseDb>(), connection);
    }

    /// <summary>This process keeps connections that nobody uses; a move, which is a process of its own, would find the database in use.</summary>
    private static void ClosePools()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task<SqliteConnection> OpenFileAsync(TestDatabase database)
    {
        var connection = new SqliteConnection($"Data Source={database.SqliteFile};Pooling=False;Foreign Keys=True");
        await connection.OpenAsync(Ct);
        return connection;
    }
}
