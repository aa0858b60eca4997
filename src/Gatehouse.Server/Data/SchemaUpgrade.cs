using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>Brings the schema up to date at start. Several nodes may do so at once: one works, the others wait.</summary>
internal sealed class SchemaUpgrade(GatehouseDb db, DatabaseUrl url)
{
    public IReadOnlyList<string> Known { get; } = [.. db.GetService<IMigrationsAssembly>().Migrations.Keys];

    /// <summary>The migrations that the database has; empty for a new one. One small query, so that a start without news stays quick.</summary>
    public async Task<IReadOnlyList<string>> AppliedAsync(CancellationToken ct)
    {
        try
        {
            return [.. await db.Database.GetAppliedMigrationsAsync(ct)];
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return [];
        }
    }

    public async Task RunAsync(CancellationToken ct)
    {
        if (url.SqlitePath is { } path) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Known.Except(await AppliedAsync(ct)).Any())
        {
            using var alone = url.SqlitePath is null ? null : await LockFileAsync(url.SqlitePath + ".migrating", ct);
            if (alone is not null) await ForgetAbandonedLockAsync(ct);
            await db.Database.MigrateAsync(ct);
        }
    }

    /// <summary>An exclusive lock that the operating system takes back when the process dies.</summary>
    private static async Task<FileStream> LockFileAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose,
                });
            }
            catch (IOException)
            {
                await Task.Delay(50, ct);
            }
        }
    }

    /// <summary>EF locks SQLite with a row, which outlives a process killed in the middle; under our file lock such a row is nobody's.</summary>
    private async Task ForgetAbandonedLockAsync(CancellationToken ct)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode == 14)
        {
            throw new Platform.Configuration.SettingsException($"The database file {url.SqlitePath} can't be opened or made: {problem.Message}", problem);
        }
    }
}
