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

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && text[..scheme] is "postgres" or "postgresql" && SplitHosts(text, scheme + 3) is var (oneHost, hosts) && Uri.TryCreate(oneHost, UriKind.Absolute, out var url))
            return Postgres(url, hosts, poolSize);
        throw new SettingsException("DB_URL must be sqlite:PATH or postgres://user:password@host:port/name; of several hosts, postgres://user:password@host1:port,host2:port/name.");
    }

    /// <summary>The setting DB_READ_URL.</summary>
    /// <exception cref="SettingsException">The URL can't be used.</exception>
    public static DatabaseUrl ParseReadUrl(string text, int poolSize, DatabaseUrl primary)
    {
        if (primary.IsSqlite || text.StartsWith("sqlite:", StringComparison.Ordinal))
            throw new SettingsException("DB_READ_URL is for PostgreSQL: both it and DB_URL must be postgres:// URLs.");
        try
        {
            return Parse(text, poolSize);
        }
        catch (SettingsException problem)
        {
            throw new SettingsException(problem.Message.Replace("DB_URL", "DB_READ_URL", StringComparison.Ordinal), problem);
        }
    }

    /// <summary>Several hosts, of which one is the primary at a time.</summary>
    public bool HasSeveralHosts { get; private init; }

    /// <summary>For a connection to the primary outside of the pools.</summary>
    public string Apart(Action<NpgsqlConnectionStringBuilder>? adjust = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        if (HasSeveralHosts) settings.TargetSessionAttributes = "primary";
        adjust?.Invoke(settings);
        return settings.ConnectionString;
    }

    public override string ToString() => Name;

    /// <summary>The class of URIs knows one host: the list of PostgreSQL's own URLs is taken out before it reads the rest.</summary>
    private static (string OneHost, string[] Hosts) SplitHosts(string text, int start)
    {
        var end = text.IndexOfAny(['/', '?', '#'], start);
        if (end < 0) end = text.Length;
        var list = text.LastIndexOf('@', end - 1, end - start) is var at and >= 0 ? at + 1 : start;
        var hosts = text[list..end].Split(',');
        return (text[..list] + hosts[0] + text[end..], hosts);
    }

    /// <summary>In the driver's form, each with its port.</summary>
    private static string HostOf(string host)
    {
        if (!Uri.TryCreate("postgres://" + host, UriKind.Absolute, out var url) || url.Host.Length == 0) throw new SettingsException("DB_URL has a host in its list that is none.");
        return $"{url.Host}:{(url.Port < 0 ? 5432 : url.Port)}";
    }

    private static DatabaseUrl Postgres(Uri url, string[] hosts, int poolSize)
    {
        if (url.Host.Length == 0) throw new SettingsException("DB_URL names no host; write postgres://user:password@host:port/name.");
        var database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/'));
        if (database.Length == 0) throw new SettingsException("DB_URL names no database; write postgres://user:password@host:port/name.");
        var user = url.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder
        {
            // Without the brackets of an IPv6 address.
            Host = hosts.Length > 1 ? string.Join(',', hosts.Select(HostOf)) : url.DnsSafeHost,
            Port = url.Port < 0 ? 5432 : url.Port,
            Database = database,
            MaxPoolSize = poolSize,
            MaxAutoPrepare = 100,
            ApplicationName = "gatehouse",
            // A host that is away must cost a request seconds, and must be noticed by sessions that only wait; who the primary is now is asked
            // again at once.
            Timeout = 5,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 5,
            TcpKeepAliveInterval = 1,
            HostRecheckSeconds = 1,
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

        return new(false, connection.ConnectionString, hosts.Length > 1 ? $"PostgreSQL {string.Join(',', hosts)}/{database}" : $"PostgreSQL {url.Host}:{connection.Port}/{database}") { HasSeveralHosts = hosts.Length > 1 };
    }
}
