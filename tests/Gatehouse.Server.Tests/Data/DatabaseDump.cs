using System.Data.Common;
using Gatehouse.Server.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Data;

/// <summary>Looks at a database from below, past all mappings.</summary>
internal static class DatabaseDump
{
    private const string SqliteTables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'users_search%'";
    private const string PostgresTables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";

    /// <summary>Every value of every column of every table, as text.</summary>
    public static Task<List<string>> EverythingAsync(TestServer server) => server.InDatabaseAsync(async db =>
    {
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        var all = new List<string>();
        foreach (var row in await RowsAsync(connection, connection is SqliteConnection ? SqliteTables : PostgresTables))
        {
            foreach (var values in await RowsAsync(connection, $"SELECT * FROM \"{row[0]}\""))
                all.AddRange(values.Select(value => $"{row[0]}: {value}"));
        }

        return all;
    });

    public static async Task<List<object?[]>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests only.
        command.CommandText = sql;
#pragma warning restore CA2100
        var rows = new List<object?[]>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var values = new object?[reader.FieldCount];
            reader.GetValues(values!);
            rows.Add(values);
        }

        return rows;
    }
}
