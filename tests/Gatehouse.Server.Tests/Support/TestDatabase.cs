using Gatehouse.Server.Platform.Identifiers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Server.Tests.Support;

/// <summary>A database for one server: an SQLite file in this assembly, a PostgreSQL database in the assembly that links these tests.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string? _postgresAdmin;

    private TestDatabase(string folder, string url, string? postgresAdmin, string name) =>
        (_folder, Url, _postgresAdmin, Name) = (folder, url, postgresAdmin, name);

#if POSTGRES
    public static bool IsPostgres => true;
#else
    public static bool IsPostgres => false;
#endif

    public string Url { get; }

    public string Name { get; }

    /// <summary>Where the server may keep its key file.</summary>
    public string Folder => _folder;

    /// <summary>Where <see cref="TestServer"/> has its servers keep the key that opens the database's key ring.</summary>
    public string SecretKeyFile => Path.Combine(_folder, "gatehouse.key");

    /// <summary>One in which nothing is yet, not even a table.</summary>
    public static Task<TestDatabase> CreateAsync() => CreateAsync("");

    /// <summary>An SQLite file in either assembly, for what goes from one kind of database to the other.</summary>
    public static TestDatabase CreateFile()
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-test-").FullName;
        return new TestDatabase(folder, "sqlite:" + Path.Combine(folder, "gatehouse.db"), null, "file");
    }

    /// <summary>One with all that this one has, in a fraction of the time that a server takes to make it. Nobody may be using this one.</summary>
    public async Task<TestDatabase> CopyAsync()
    {
        var copy = await CreateAsync($" TEMPLATE {Name}");
        if (!IsPostgres) File.Copy(SqliteFile, copy.SqliteFile);
        File.Copy(SecretKeyFile, copy.SecretKeyFile);
        return copy;
    }

    /// <summary>After this, nothing of this process holds the database open, and an SQLite file has all of it.</summary>
    public async Task CloseAsync()
    {
        SqliteConnection.ClearAllPools();
        if (_postgresAdmin is null)
        {
            await using var connection = new SqliteConnection($"Data Source={SqliteFile};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
            return;
        }

        // Pools are closed when the server is disposed of; their sessions may take a moment longer.
        await RunAsync(_postgresAdmin, $"ALTER DATABASE {Name} WITH ALLOW_CONNECTIONS false");
        await RunAsync(_postgresAdmin, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");
    }

    public string SqliteFile => Path.Combine(_folder, "gatehouse.db");

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var name = "gatehouse_test_" + Identifier.Short();
        var folder = Directory.CreateTempSubdirectory("gatehouse-test-").FullName;
        if (!IsPostgres) return new TestDatabase(folder, "sqlite:" + Path.Combine(folder, "gatehouse.db"), null, name);

        var server = Environment.GetEnvironmentVariable("GATEHOUSE_TEST_POSTGRES");
        Requirement.Need(server is not null, "PostgreSQL is not set up: GATEHOUSE_TEST_POSTGRES=postgres://user:password@host:port names a server where databases may be made");
        var url = new Uri(server!);
        var user = url.UserInfo.Split(':', 2);
        var admin = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host, Port = url.Port < 0 ? 5432 : url.Port, Username = user[0], Password = user.ElementAtOrDefault(1), Database = "postgres", Pooling = false,
        }.ConnectionString;
        await RunAsync(admin, $"CREATE DATABASE {name}{template}");
        return new TestDatabase(folder, $"{server!.TrimEnd('/')}/{name}", admin, name);
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        if (_postgresAdmin is not null) await RunAsync(_postgresAdmin, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name was made above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
