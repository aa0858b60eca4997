using System.Data.Common;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Tests.Support;
#if !POSTGRES
using Microsoft.Data.Sqlite;
#endif
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Data;

/// <summary>The migrations are written by hand, so the database that they make is held against the model, on both providers.</summary>
public sealed class SchemaTests : ServerTest
{
    /// <summary>Made by the migrations for searches only; no model knows them.</summary>
    private static readonly string[] Unmapped = ["ix_users_trigrams"];

    [Fact]
    public Task The_tables_of_the_database_are_those_of_the_model() => CompareAsync(Catalog.TablesAsync, table => [table.Name]);

    [Fact]
    public Task Columns_have_the_types_and_the_nullability_of_the_model() => CompareAsync(Catalog.ColumnsAsync, table => table.Columns.Select(column =>
        $"{table.Name}.{column.Name} {column.StoreType} {(column.IsNullable ? "null" : "not null")}"));

    [Fact]
    public Task Primary_keys_are_those_of_the_model() => CompareAsync(Catalog.PrimaryKeysAsync, table =>
        [$"{table.Name} ({string.Join(", ", table.PrimaryKey!.Columns.Select(column => column.Name))})"]);

    [Fact]
    public Task Foreign_keys_are_those_of_the_model() => CompareAsync(Catalog.ForeignKeysAsync, table => table.ForeignKeyConstraints.Select(key =>
        $"{table.Name} ({string.Join(", ", key.Columns.Select(column => column.Name))}) -> {key.PrincipalTable.Name} "
        + $"({string.Join(", ", key.PrincipalColumns.Select(column => column.Name))}) {key.OnDeleteAction switch
        {
            Microsoft.EntityFrameworkCore.Migrations.ReferentialAction.Cascade => "CASCADE",
            Microsoft.EntityFrameworkCore.Migrations.ReferentialAction.SetNull => "SET NULL",
            Microsoft.EntityFrameworkCore.Migrations.ReferentialAction.Restrict => "RESTRICT",
            _ => "NO ACTION",
        }}"));

    [Fact]
    public Task Indexes_are_those_of_the_model() => CompareAsync(
        async connection => (await Catalog.IndexesAsync(connection)).Where(index => !Unmapped.Any(index.Contains)).ToList(),
        table => table.Indexes.Select(index => $"{table.Name} {(index.IsUnique ? "unique " : "")}({string.Join(", ", index.Columns.Select(column => column.Name))})"));

    [Fact]
    public async Task Every_key_and_every_unique_index_begins_with_the_tenant()
    {
        var relational = await Server.InDatabaseAsync(db => Task.FromResult(db.Model.GetRelationalModel()));
        foreach (var table in relational.Tables.Where(table => table.Name is not ("tenants" or "key_ring")))
        {
            Assert.Equal("tenant_id", table.PrimaryKey!.Columns[0].Name);
            Assert.All(table.Indexes.Where(index => index.IsUnique), index => Assert.Equal("tenant_id", index.Columns[0].Name));
        }
    }

    [Fact]
    public async Task Processes_that_migrate_at_once_migrate_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var apps = Enumerable.Range(0, 4).Select(_ => TestServer.Build(null, database)).ToList();
        await Task.WhenAll(apps.Select(app => Task.Run(() => GatehouseApp.PrepareAsync(app.Services, CancellationToken.None))));
        using var scope = apps[0].Services.CreateScope();
        var schema = scope.ServiceProvider.GetRequiredService<SchemaUpgrade>();
        Assert.Equal(HandWrittenMigrations.Ids, await schema.AppliedAsync(CancellationToken.None));
        foreach (var app in apps) await app.DisposeAsync();
    }

#if !POSTGRES // There the lock ends with its connection.
    [Fact]
    public async Task A_lock_row_left_by_a_killed_process_does_not_hang_the_next_start()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var connection = new SqliteConnection($"Data Source={database.Url["sqlite:".Length..]}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await using var app = TestServer.Build(null, database);
        await GatehouseApp.PrepareAsync(app.Services, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }
#endif

    [Fact]
    public async Task A_lock_held_by_a_living_process_is_waited_for()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = TestServer.Build(null, database);
        var turn = await app.Services.GetRequiredService<StartTurn>().TakeAsync(CancellationToken.None);
        using var patience = new CancellationTokenSource();
        var second = app.Services.GetRequiredService<StartTurn>().TakeAsync(patience.Token);
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(200)));
        await turn.DisposeAsync();
        await (await second.WaitAsync(TimeSpan.FromSeconds(10))).DisposeAsync();
    }

    private async Task CompareAsync(Func<DbConnection, Task<List<string>>> actual, Func<ITable, IEnumerable<string>> expected)
    {
        var (inModel, inDatabase) = await Server.InDatabaseAsync(async db =>
        {
            var connection = db.Database.GetDbConnection();
            await db.Database.OpenConnectionAsync();
            return (db.Model.GetRelationalModel().Tables.SelectMany(expected).ToHashSet(), (await actual(connection)).ToHashSet());
        });
        var missing = inModel.Except(inDatabase).Select(item => "only in the model:    " + item);
        var extra = inDatabase.Except(inModel).Select(item => "only in the database: " + item);
        var differences = missing.Concat(extra).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.NotEmpty(inModel);
    }
}
