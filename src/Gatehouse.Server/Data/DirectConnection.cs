using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Server.Data;

/// <summary>
/// A connection without EF: for the few questions of a start, because building EF's model takes most of a second and a server whose
/// database is as it should be must not wait for it before it listens; and for the audit queue, which keeps one.
/// </summary>
/// <param name="postgres">Null on SQLite.</param>
internal sealed class DirectConnection(DatabaseUrl url, SqliteSetup sqlite, ILogger<DirectConnection> log, PostgresSources? postgres = null)
{
    public Task<DbConnection> OpenAsync(CancellationToken ct) =>
        OpenAsync(url.IsSqlite ? new SqliteConnection(url.ConnectionString) : postgres!.Primary.CreateConnection(), sqlite.Settle, ct);

    /// <summary>SQLite only: one whose commits do not wait for the disk.</summary>
    public Task<DbConnection> OpenUnsyncedAsync(CancellationToken ct) =>
        OpenAsync(new SqliteConnection(new SqliteConnectionStringBuilder(url.ConnectionString) { Pooling = false }.ConnectionString), sqlite.SettleUnsynced, ct);

    private async Task<DbConnection> OpenAsync(DbConnection connection, Action<SqliteConnection> settle, CancellationToken ct)
    {
        try
        {
            await connection.OpenAsync(ct);
            log.OpenedDirectly();
            if (connection is SqliteConnection file) settle(file);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first column of the answer, as texts.</summary>
    /// <param name="values">Parameters <c>@p0</c>, <c>@p1</c> and so on.</param>
    public static async Task<List<string>> ReadAsync(DbConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller writes its statement as a literal.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{i}", values[i]);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        var texts = new List<string>();
        while (await reader.ReadAsync(ct)) texts.Add(reader.GetString(0));
        return texts;
    }
}
