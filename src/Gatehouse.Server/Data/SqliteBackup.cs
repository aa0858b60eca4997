using System.Data.Common;
using System.Globalization;
using Gatehouse.Server.Platform.Configuration;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Server.Data;

/// <summary>
/// Copies of an SQLite database, made while servers use it, looked through, and put in its place again (docs/backup.md). A copy holds one
/// moment of the database and is one file; the secret key is not in it.
/// </summary>
internal sealed class SqliteBackup(DatabaseUrl url, DirectConnection direct, SecretKey key, TimeProvider time)
{
    private const int Busy = 5;

    /// <summary>Files that SQLite keeps beside a database while it is used.</summary>
    private static readonly string[] Companions = ["-wal", "-shm"];

    /// <summary>Writers go on while it is written. Under its name there is either the whole copy or nothing.</summary>
    /// <exception cref="SettingsException">The database is none of SQLite's.</exception>
    /// <exception cref="IOException">There is a file of that name, or it can't be written.</exception>
    public async Task WriteAsync(string file, CancellationToken ct)
    {
        RequirePath();
        if (File.Exists(file)) throw new IOException($"{file} exists already; nothing was written.");
        var draft = file + ".unfinished";
        File.Delete(draft);
        try
        {
            await using (var connection = await direct.OpenAsync(ct)) await RunAsync(connection, "VACUUM INTO @p0", ct, draft);
            Settle(draft);
            File.Move(draft, file, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Looks through a copy: its pages, its references, its schema, and whether this installation's secret key opens it.</summary>
    /// <exception cref="DbException">The file is no database, or can't be read.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public async Task<BackupReport> VerifyAsync(string file, CancellationToken ct)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no file {file}.");
        var findings = new List<string>();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        findings.AddRange((await DirectConnection.ReadAsync(connection, "PRAGMA integrity_check", ct)).Where(line => line != "ok"));
        findings.AddRange((await DirectConnection.ReadAsync(connection, "PRAGMA foreign_key_check", ct)).Select(table => $"{table}: a row refers to one that is not there"));
        var applied = await DirectConnection.ReadAsync(connection, """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1""", ct);
        findings.AddRange(applied.Except(HandWrittenMigrations.Ids).Select(id => $"{id}: a later version of this program made it"));
        try
        {
            await key.OpenAsync(await DirectConnection.ReadAsync(connection, "SELECT xml FROM key_ring", ct), ct);
        }
        catch (SettingsException problem)
        {
            findings.Add(problem.Message);
        }

        return new BackupReport(applied.LastOrDefault() ?? "", await CountAsync("tenants"), await CountAsync("users"), await CountAsync("applications"), await CountAsync("audit_logs"), findings);

        async Task<long> CountAsync(string table) =>
            long.Parse((await DirectConnection.ReadAsync(connection, $"SELECT CAST(COUNT(*) AS TEXT) FROM {table}", ct))[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Puts a copy in the database's place. What is there already is kept beside it under another name.</summary>
    /// <param name="replaces">Whether a database that is there may make room.</param>
    /// <returns>The name under which the database before was kept; null: there was none.</returns>
    /// <exception cref="SettingsException">A server uses the database, or it is there and may not make room.</exception>
    public async Task<string?> RestoreAsync(string file, bool replaces, CancellationToken ct)
    {
        var path = RequirePath();
        string? kept = null;
        if (File.Exists(path))
        {
            if (!replaces) throw new SettingsException($"{path} exists already; with --replace it makes room and is kept beside it.");
            await TakeAloneAsync(path, ct);
            kept = $"{path}.before-{time.GetUtcNow().UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";
        }

        var draft = path + ".restoring";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(file, draft, overwrite: true);
        Settle(draft);
        if (kept is not null) File.Move(path, kept);
        foreach (var companion in Companions) File.Delete(path + companion);
        File.Move(draft, path);
        return kept;
    }

    private string RequirePath() =>
        url.SqlitePath ?? throw new SettingsException($"{url.Name} is copied with PostgreSQL's own tools (docs/backup.md).");

    /// <summary>The log of the database goes into its file, which nobody else may have open.</summary>
    private static async Task TakeAloneAsync(string path, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            // Leaving the log behind takes a lock that no other connection may hold any part of.
            await RunAsync(connection, "PRAGMA journal_mode=DELETE", ct);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode == Busy)
        {
            throw new SettingsException($"{path} is in use; stop the server first.", problem);
        }
    }

    /// <summary>On the disk, and for nobody but its owner: it holds what the database holds.</summary>
    private static void Settle(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken ct, params object[] values) => await DirectConnection.ReadAsync(connection, sql, ct, values);
}

/// <param name="Schema">The last migration that it has.</param>
/// <param name="Findings">What is wrong with it; none: it can be restored.</param>
internal sealed record BackupReport(string Schema, long Tenants, long Users, long Applications, long AuditEntries, IReadOnlyList<string> Findings);
