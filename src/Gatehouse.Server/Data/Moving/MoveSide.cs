using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Data.Moving;

/// <summary>One of the two databases of a move, on one connection that is held to its end.</summary>
internal abstract class MoveSide(DatabaseUrl url) : IAsyncDisposable
{
    /// <summary>Beyond this many bytes of values a piece takes no more rows: assets are large.</summary>
    private const long MostBytes = 8 << 20;

    public string Name => url.Name;

    protected DatabaseUrl Url => url;

    protected abstract DbConnection Connection { get; }

    /// <summary>Tables that hold something of somebody, beside EF's own and those that the database keeps for itself.</summary>
    protected abstract string TableNames { get; }

    protected abstract string HasTable { get; }

    public static MoveSide Of(DatabaseUrl url, SqliteSetup sqlite) => url.IsSqlite ? new SqliteMoveSide(url, sqlite) : new PostgresMoveSide(url);

    /// <summary>Opens it as a source, unless servers use it.</summary>
    /// <exception cref="SettingsException">A server uses it.</exception>
    public abstract Task OpenAloneAsync(CancellationToken ct);

    /// <summary>From now on nobody else may write to the source.</summary>
    /// <exception cref="SettingsException">Somebody does.</exception>
    public abstract Task HoldAsync(IReadOnlyList<MovedTable> tables, CancellationToken ct);

    /// <summary>Opens it as a target.</summary>
    public abstract Task OpenAsync(CancellationToken ct);

    /// <summary>Adds the rows and remembers how far the table has got with them, both or neither.</summary>
    /// <param name="makesRoom">What is in the table goes first.</param>
    public abstract Task WriteAsync(MovedTable table, IReadOnlyList<object?[]> rows, MoveProgress progress, bool makesRoom, CancellationToken ct);

    /// <summary>What is to be done when all rows are there.</summary>
    public abstract Task FinishAsync(CancellationToken ct);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <exception cref="SettingsException">It holds no installation, or one of another version.</exception>
    public async Task RequireThisSchemaAsync(CancellationToken ct)
    {
        if (!await HasTableAsync("__EFMigrationsHistory", ct)) throw new SettingsException($"{Name} holds no installation of Gatehouse.");
        var applied = await AppliedAsync(ct);
        if (applied.Except(HandWrittenMigrations.Ids).Any()) throw new SettingsException($"{Name} was brought up to date by a later version of this program; move it with that version.");
        if (HandWrittenMigrations.Ids.Except(applied).Any()) throw new SettingsException($"{Name} is of an earlier version of this program; gatehouse db migrate brings it up to date.");
        if (await HasTableAsync(MoveProgress.Table, ct)) throw new SettingsException($"{Name} is itself the target of a move that is not finished.");
    }

    /// <summary>Which of its tables hold rows; none of an empty database.</summary>
    public async Task<IReadOnlyList<string>> FilledTablesAsync(CancellationToken ct)
    {
        var filled = new List<string>();
        foreach (var table in await ReadTextsAsync(TableNames, ct))
        {
            if ((await ReadTextsAsync($"SELECT 'row' FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\" LIMIT 1", ct)).Count > 0) filled.Add(table);
        }

        return filled;
    }

    public async Task<bool> HasLaterSchemaAsync(CancellationToken ct) =>
        await HasTableAsync("__EFMigrationsHistory", ct) && (await AppliedAsync(ct)).Except(HandWrittenMigrations.Ids).Any();

    public async Task<bool> HasTableAsync(string name, CancellationToken ct) => (await ReadTextsAsync(HasTable, ct, name)).Count > 0;

    /// <summary>The same for one installation wherever its database lies, and for no other: it is made of the key ring.</summary>
    public async Task<string> FingerprintAsync(CancellationToken ct)
    {
        var ring = await ReadTextsAsync("SELECT id || ' ' || xml FROM key_ring", ct);
        if (ring.Count == 0) throw new SettingsException($"{Name} holds no installation of Gatehouse.");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ring.Order(StringComparer.Ordinal)))));
    }

    public async Task<long> CountAsync(MovedTable table, CancellationToken ct) =>
        long.Parse((await ReadTextsAsync($"SELECT CAST(COUNT(*) AS TEXT) FROM {table.Name}", ct))[0], CultureInfo.InvariantCulture);

    /// <summary>Begins the record of a move in the target, where none is yet.</summary>
    public async Task BeginRecordAsync(string fingerprint, CancellationToken ct)
    {
        await RunAsync($"CREATE TABLE IF NOT EXISTS {MoveProgress.Table} (name text NOT NULL PRIMARY KEY, state text NOT NULL)", ct);
        await RunAsync($"INSERT INTO {MoveProgress.Table} (name, state) VALUES (@p0, @p1) ON CONFLICT (name) DO NOTHING", ct, MoveProgress.SourceName, fingerprint);
    }

    /// <summary>The record of an unfinished move; empty where there is none.</summary>
    public async Task<Dictionary<string, string>> ReadRecordAsync(CancellationToken ct) => !await HasTableAsync(MoveProgress.Table, ct) ? []
        : (await ReadTextsAsync($"SELECT name || '=' || state FROM {MoveProgress.Table}", ct)).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public Task EndRecordAsync(CancellationToken ct) => RunAsync($"DROP TABLE {MoveProgress.Table}", ct);

    /// <summary>The table in the order of its key, in pieces that fit into memory, from behind a key on.</summary>
    /// <param name="most">So many rows are a piece.</param>
    public async IAsyncEnumerable<List<object?[]>> ReadAsync(MovedTable table, object?[]? after, int most, [EnumeratorCancellation] CancellationToken ct)
    {
        var places = string.Join(", ", table.Key.Select((_, i) => "@p" + i));
        await using var command = SqlBatch.Command(Connection, Transaction,
            $"SELECT {table.ColumnList} FROM {table.Name} {(after is null ? "" : $"WHERE ({table.KeyList}) > ({places})")} ORDER BY {table.KeyList}", after ?? []);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (rows, bytes) = (new List<object?[]>(), 0L);
        while (await reader.ReadAsync(ct))
        {
            var values = new object?[table.Columns.Count];
            for (var i = 0; i < values.Length; i++) bytes += SizeOf(values[i] = Value(reader, i, table.Columns[i].Kind));
            rows.Add(values);
            if (rows.Count < most && bytes < MostBytes) continue;
            yield return rows;
            (rows, bytes) = ([], 0);
        }

        if (rows.Count > 0) yield return rows;
    }

    public async Task<TableDigest> DigestAsync(MovedTable table, CancellationToken ct)
    {
        var digest = new TableDigest();
        await foreach (var rows in ReadAsync(table, null, MoveOrder.RowsTogether, ct))
        {
            foreach (var row in rows) digest.Add(table, row);
        }

        return digest;
    }

    /// <summary>The one that a source is held by.</summary>
    protected virtual DbTransaction? Transaction => null;

    protected static string Remember => $"INSERT INTO {MoveProgress.Table} (name, state) VALUES (@p0, @p1) ON CONFLICT (name) DO UPDATE SET state = excluded.state";

    protected async Task RunAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = SqlBatch.Command(Connection, Transaction, sql, values);
        await command.ExecuteNonQueryAsync(ct);
    }

    protected async Task<List<string>> ReadTextsAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = SqlBatch.Command(Connection, Transaction, sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var texts = new List<string>();
        while (await reader.ReadAsync(ct)) texts.Add(reader.GetString(0));
        return texts;
    }

    private Task<List<string>> AppliedAsync(CancellationToken ct) => ReadTextsAsync("""SELECT "MigrationId" FROM "__EFMigrationsHistory" """, ct);

    private static object? Value(DbDataReader reader, int place, MovedKind kind) => reader.IsDBNull(place) ? null : kind switch
    {
        MovedKind.Text => reader.GetString(place),
        MovedKind.Long => reader.GetInt64(place),
        MovedKind.Int => reader.GetInt32(place),
        MovedKind.Bool => reader.GetBoolean(place),
        MovedKind.Time => DateTime.SpecifyKind(reader.GetDateTime(place), DateTimeKind.Utc),
        MovedKind.Day => reader.GetFieldValue<DateOnly>(place),
        MovedKind.Double => reader.GetDouble(place),
        MovedKind.Bytes => reader.GetFieldValue<byte[]>(place),
        _ => throw new NotSupportedException(kind.ToString()),
    };

    private static int SizeOf(object? value) => value switch
    {
        string text => text.Length * sizeof(char),
        byte[] bytes => bytes.Length,
        _ => sizeof(long),
    };
}
