using Gatehouse.Server.Platform.Identifiers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Server.Tests.Support;

/// <summary>A fresh database for one server: an SQLite file in this assembly, a PostgreSQL database in the assembly that links these tests.</summary>
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

    public static async Task<TestDatabase> CreateAsync()
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
        await RunAsync(admin, $"CREATE DATABASE {name}");
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
