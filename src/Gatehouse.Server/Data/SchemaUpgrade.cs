using Gatehouse.Server.Platform.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>Brings the schema up to date at start, in the <see cref="StartTurn"/>.</summary>
internal sealed class SchemaUpgrade(GatehouseDb db, DatabaseUrl url)
{
    private const int SqliteCantOpen = 14;

    /// <summary>The migrations that the database has; empty for a new one.</summary>
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

    /// <summary>Makes the PostgreSQL database if it is not there: the turn is a lock inside of it.</summary>
    public async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        if (url.IsSqlite) return;
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(ct)) return;
        try
        {
            await creator.CreateAsync(ct);
        }
        catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was faster.
        }
    }

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            if (!HandWrittenMigrations.Ids.Except(await AppliedAsync(ct)).Any()) return;
            // EF locks SQLite with a row, which outlives a process killed in the middle; in our turn such a row is nobody's.
            if (url.IsSqlite) await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
            await db.Database.MigrateAsync(ct);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode == SqliteCantOpen)
        {
            throw new SettingsException($"DB_URL: the database file {url.SqlitePath} can't be opened or made: {problem.Message}", problem);
        }
    }
}
