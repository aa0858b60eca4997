using System.Data.Common;
using Gatehouse.Server.Data;
using Gatehouse.Server.Data.Moving;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Seeding;

/// <summary>
/// Recognises a database that lacks nothing a start would add: every migration, both tenants, the bootstrap application and
/// administrator. Then the start only has to open the key ring.
/// </summary>
internal sealed class FinishedInstallation(DirectConnection direct, DatabaseUrl url, GatehouseOptions options)
{
    /// <summary>The rows of the key ring, or null when something is missing and the long way must be gone.</summary>
    /// <exception cref="SettingsException">The database is the target of a move that is not finished.</exception>
    public async Task<IReadOnlyList<string>?> LookAsync(CancellationToken ct)
    {
        if (url.SqlitePath is { } path && !File.Exists(path)) return null;
        try
        {
            await using var connection = await direct.OpenAsync(ct);
            await RefuseUnfinishedMoveAsync(connection, ct);
            var applied = await DirectConnection.ReadAsync(connection, """SELECT "MigrationId" FROM "__EFMigrationsHistory" """, ct);
            if (HandWrittenMigrations.Ids.Except(applied).Any()) return null;
            var tenants = await DirectConnection.ReadAsync(connection, "SELECT id FROM tenants", ct);
            if (!tenants.Contains(TenantEndpoints.Default) || !tenants.Contains(TenantEndpoints.Admin)) return null;
            var ring = await DirectConnection.ReadAsync(connection, "SELECT xml FROM key_ring", ct);
            return ring.Count > 0 && await HasBootstrapAsync(connection, ct) ? ring : null;
        }
        catch (DbException)
        {
            // No such table, no such database, no answer: the long way tells which.
            return null;
        }
    }

    /// <inheritdoc cref="RefuseUnfinishedMoveAsync(DbConnection, CancellationToken)"/>
    public async Task RefuseUnfinishedMoveAsync(CancellationToken ct)
    {
        await using var connection = await direct.OpenAsync(ct);
        await RefuseUnfinishedMoveAsync(connection, ct);
    }

    /// <summary>Whether anybody may administer the installation.</summary>
    public async Task<bool> HasAdministratorAsync(CancellationToken ct)
    {
        const string sql = """
            SELECT held.user_id FROM user_roles held JOIN roles role ON role.tenant_id = held.tenant_id AND role.id = held.role_id
            WHERE held.tenant_id = @p0 AND role.name = @p1 LIMIT 1
            """;
        await using var connection = await direct.OpenAsync(ct);
        return (await DirectConnection.ReadAsync(connection, sql, ct, TenantEndpoints.Admin, MakeAdministrator.Role)).Count > 0;
    }

    /// <summary>What a move has not finished must not be served, nor filled up as if it were new.</summary>
    /// <exception cref="SettingsException">The database is the target of such a move.</exception>
    private async Task RefuseUnfinishedMoveAsync(DbConnection connection, CancellationToken ct)
    {
        var sql = url.IsSqlite ? "SELECT name FROM sqlite_master WHERE name = @p0" : "SELECT relname::text FROM pg_class WHERE relname = @p0 AND relkind = 'r'";
        if ((await DirectConnection.ReadAsync(connection, sql, ct, MoveProgress.Table)).Count > 0)
            throw new SettingsException($"{url.Name} is the target of a move that is not finished; the same gatehouse move goes on with it (docs/moving.md).");
    }

    private async Task<bool> HasBootstrapAsync(DbConnection connection, CancellationToken ct)
    {
        if (options.BootstrapM2mAppId is { } id
            && (await DirectConnection.ReadAsync(connection, "SELECT id FROM applications WHERE tenant_id = @p0 AND id = @p1", ct, TenantEndpoints.Default, id)).Count == 0)
            return false;
        var key = User.UsernameKeyOf(options.BootstrapAdminUsername, options.UsernamesAreCaseSensitive);
        return key is null
            || (await DirectConnection.ReadAsync(connection, "SELECT id FROM users WHERE tenant_id = @p0 AND username_key = @p1", ct, TenantEndpoints.Admin, key)).Count > 0;
    }
}
