using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Counts how many users were made in each quarter of an hour, so that the dashboard reads a few rows and not all users of two weeks.</summary>
[Migration("20261129000001_UserArrivals")]
internal sealed class UserArrivals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("user_arrivals", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            quarter = table.Column<long>(),
            slot = table.Column<int>(),
            total = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("pk_user_arrivals", row => new { row.tenant_id, row.quarter, row.slot }));
        var quarter = QuarterOf(migrationBuilder, "created_at");
        migrationBuilder.Sql($"INSERT INTO user_arrivals (tenant_id, quarter, slot, total) SELECT tenant_id, {quarter}, 0, COUNT(*) FROM users {WhereTimeIsKnown(migrationBuilder)} GROUP BY tenant_id, {quarter}");
        if (migrationBuilder.IsNpgsql()) CountOnPostgres(migrationBuilder);
        else CountOnSqlite(migrationBuilder);
    }

    private static string QuarterOf(MigrationBuilder migration, string column) =>
        migration.IsNpgsql() ? $"floor(extract(epoch FROM {column}) / 900)::bigint" : $"CAST(floor(unixepoch({column}) / 900.0) AS INTEGER)";

    /// <summary>PostgreSQL has instants that are no number: the ends of .NET's calendar are stored as infinity.</summary>
    private static string WhereTimeIsKnown(MigrationBuilder migration) => migration.IsNpgsql() ? "WHERE isfinite(created_at)" : "";

    private static void CountOnSqlite(MigrationBuilder migration)
    {
        migration.Sql($"""
            CREATE TRIGGER users_arrive AFTER INSERT ON users BEGIN
                INSERT INTO user_arrivals (tenant_id, quarter, slot, total) VALUES (new.tenant_id, {QuarterOf(migration, "new.created_at")}, 0, 1)
                ON CONFLICT (tenant_id, quarter, slot) DO UPDATE SET total = total + 1;
            END
            """);
        migration.Sql($"""
            CREATE TRIGGER users_leave AFTER DELETE ON users BEGIN
                UPDATE user_arrivals SET total = total - 1 WHERE tenant_id = old.tenant_id AND quarter = {QuarterOf(migration, "old.created_at")} AND slot = 0;
            END
            """);
    }

    private static void CountOnPostgres(MigrationBuilder migration)
    {
        Count("arrive", "INSERT", "NEW", "count(*)");
        Count("leave", "DELETE", "OLD", "-count(*)");

        void Count(string name, string when, string rows, string change)
        {
            migration.Sql($"""
                CREATE FUNCTION users_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO user_arrivals (tenant_id, quarter, slot, total)
                    SELECT tenant_id, {QuarterOf(migration, "created_at")} AS quarter, pg_backend_pid() % 16, {change} FROM changed {WhereTimeIsKnown(migration)} GROUP BY tenant_id, quarter ORDER BY tenant_id, quarter
                    ON CONFLICT (tenant_id, quarter, slot) DO UPDATE SET total = user_arrivals.total + excluded.total;
                    RETURN NULL;
                END $$
                """);
            migration.Sql($"CREATE TRIGGER users_{name} AFTER {when} ON users REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION users_{name}()");
        }
    }
}
