using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>
/// Users in great numbers: counts kept by triggers, indexes to sort by; what the provider remembers of a user (settings, tokens of social
/// providers, days of activity); an index over the part of the log that is listed.
/// </summary>
[Migration("20261124000600_UsersAtScale")]
internal sealed class UsersAtScale : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var json = migrationBuilder.IsNpgsql() ? "json" : "TEXT";
        migrationBuilder.AddColumn<string>("logto_config", "users", json, defaultValue: "{}");
        AddTables(migrationBuilder, json);
        AddIndexes(migrationBuilder);
        ListAuditEntries(migrationBuilder);
        migrationBuilder.Sql("INSERT INTO user_counts (tenant_id, slot, total, changes) SELECT tenant_id, 0, COUNT(*), COUNT(*) FROM users GROUP BY tenant_id");
        if (migrationBuilder.IsNpgsql()) CountOnPostgres(migrationBuilder);
        else CountOnSqlite(migrationBuilder);
    }

    private static void AddTables(MigrationBuilder migration, string json)
    {
        migration.CreateTable("daily_active_users", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            date = table.Column<DateOnly>(),
            user_id = table.Column<string>(maxLength: 12),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_daily_active_users", row => new { row.tenant_id, row.date, row.user_id });
        });
        migration.CreateTable("token_secrets", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            type = table.Column<string>(maxLength: 32),
            tokens = table.Column<string>(),
            metadata = table.Column<string>(json),
            identity_id = table.Column<string>(maxLength: 256),
            connector_id = table.Column<string>(maxLength: 128, nullable: true),
            target = table.Column<string>(maxLength: 128, nullable: true),
            sso_connector_id = table.Column<string>(maxLength: 128, nullable: true),
            issuer = table.Column<string>(maxLength: 256, nullable: true),
            created_at = table.Column<DateTime>(),
            updated_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_token_secrets", row => new { row.tenant_id, row.id });
            table.ForeignKey("fk_token_secrets_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("user_counts", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            slot = table.Column<int>(),
            total = table.Column<long>(),
            changes = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_counts", row => new { row.tenant_id, row.slot });
        });
    }

    private static void AddIndexes(MigrationBuilder migration)
    {
        migration.CreateIndex("ix_token_secrets_user_id_sso_connector_id", "token_secrets", ["tenant_id", "user_id", "sso_connector_id"], unique: true);
        migration.CreateIndex("ix_token_secrets_user_id_target", "token_secrets", ["tenant_id", "user_id", "target"], unique: true);
        migration.CreateIndex("ix_users_application_id_created_at_id", "users", ["tenant_id", "application_id", "created_at", "id"]);
        migration.CreateIndex("ix_users_is_suspended_created_at_id", "users", ["tenant_id", "is_suspended", "created_at", "id"]);
        migration.CreateIndex("ix_users_last_sign_in_at_id", "users", ["tenant_id", "last_sign_in_at", "id"]);
        migration.CreateIndex("ix_users_name_id", "users", ["tenant_id", "name", "id"]);
        migration.CreateIndex("ix_users_updated_at_id", "users", ["tenant_id", "updated_at", "id"]);
    }

    /// <summary>Deliveries of webhooks and changes are in the same table and in no list: they cost the index nothing.</summary>
    private static void ListAuditEntries(MigrationBuilder migration)
    {
        migration.AddColumn<bool>("is_listed", "audit_logs", defaultValue: false);
        migration.Sql($"UPDATE audit_logs SET is_listed = {(migration.IsNpgsql() ? "TRUE" : "1")} WHERE "
            + string.Join(" OR ", AuditRow.ListedPrefixes.Select(prefix => $"key LIKE '{prefix}%'")));
        migration.DropIndex("ix_audit_logs_created_at", "audit_logs");
        migration.CreateIndex("ix_audit_logs_created_at", "audit_logs", ["tenant_id", "created_at"], filter: "is_listed");
    }

    private static void CountOnSqlite(MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE TRIGGER users_count_insert AFTER INSERT ON users BEGIN
                INSERT INTO user_counts (tenant_id, slot, total, changes) VALUES (new.tenant_id, 0, 1, 1)
                ON CONFLICT (tenant_id, slot) DO UPDATE SET total = total + 1, changes = changes + 1;
            END
            """);
        migration.Sql("""
            CREATE TRIGGER users_count_delete AFTER DELETE ON users BEGIN
                UPDATE user_counts SET total = total - 1, changes = changes + 1 WHERE tenant_id = old.tenant_id AND slot = 0;
            END
            """);
    }

    /// <summary>Once a statement, not once a row: an import of many rows would else update one row as often.</summary>
    private static void CountOnPostgres(MigrationBuilder migration)
    {
        Count("insert", "INSERT", "NEW", "count(*)");
        Count("delete", "DELETE", "OLD", "-count(*)");

        void Count(string name, string when, string rows, string change)
        {
            migration.Sql($"""
                CREATE FUNCTION users_count_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO user_counts (tenant_id, slot, total, changes)
                    SELECT tenant_id, pg_backend_pid() % 16, {change}, count(*) FROM changed GROUP BY tenant_id ORDER BY tenant_id
                    ON CONFLICT (tenant_id, slot) DO UPDATE SET total = user_counts.total + excluded.total, changes = user_counts.changes + excluded.changes;
                    RETURN NULL;
                END $$
                """);
            migration.Sql($"CREATE TRIGGER users_count_{name} AFTER {when} ON users REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION users_count_{name}()");
        }
    }
}
