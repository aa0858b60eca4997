using Gatehouse.Server.Platform.Configuration;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>The setting DB_URL, read.</summary>
/// <param name="IsSqlite">Else it is PostgreSQL.</param>
/// <param name="ConnectionString">For the ADO.NET provider. May hold a password: never to be logged.</param>
/// <param name="Name">What may be shown of it.</param>
internal sealed record DatabaseUrl(bool IsSqlite, string ConnectionString, string Name)
{
    /// <summary>The file of an SQLite database.</summary>
    public string? SqlitePath { get; private init; }

    /// <exception cref="SettingsException">The URL can't be used.</exception>
    public static DatabaseUrl Parse(string text, int poolSize)
    {
        if (text.StartsWith("sqlite:", StringComparison.Ordinal))
        {
            var path = text["sqlite:".Length..];
            if (path.StartsWith("//", StringComparison.Ordinal)) path = path[2..];
            if (path.Length == 0) throw new SettingsException("DB_URL names no file; write sqlite:PATH.");
            path = Path.GetFullPath(path);
            var connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30, Pooling = true };
            return new(true, connection.ConnectionString, $"SQLite {path}") { SqlitePath = path };
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "postgres" or "postgresql")
            return Postgres(url, poolSize);
        throw new SettingsException("DB_URL must be sqlite:PATH or postgres://user:password@host:port/name.");
    }

    public override string ToString() => Name;

    private static DatabaseUrl Postgres(Uri url, int poolSize)
    {
        if (url.Host.Length == 0) throw new SettingsException("DB_URL names no host; write postgres://user:password@host:port/name.");
        var database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/'));
        if (database.Length == 0) throw new SettingsException("DB_URL names no database; write postgres://user:password@host:port/name.");
        var user = url.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder
        {
            // Without the brackets of an IPv6 address.
            Host = url.DnsSafeHost,
            Port = url.Port < 0 ? 5432 : url.Port,
            Database = database,
            MaxPoolSize = poolSize,
            MaxAutoPrepare = 100,
            ApplicationName = "gatehouse",
        };
        if (user[0].Length > 0) connection.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) connection.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            try
            {
                connection[Uri.UnescapeDataString(pair[0])] = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
            }
            catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException or OverflowException)
            {
                throw new SettingsException($"DB_URL has the option '{pair[0]}', which PostgreSQL's driver does not know or whose value it does not take.");
            }
        }

        return new(false, connection.ConnectionString, $"PostgreSQL {url.Host}:{connection.Port}/{database}");
    }
}
