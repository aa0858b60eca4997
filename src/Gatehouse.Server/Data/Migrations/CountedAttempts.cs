using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Of attempts to prove something only those that count are kept, by the pool in which they count.</summary>
[Migration("20261125000100_CountedAttempts")]
internal sealed class CountedAttempts : Migration
{
    /// <summary>Statements of our own: for SQLite EF would copy the table, for which it wants to know the whole of it.</summary>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DELETE FROM sentinel_activities");
        migrationBuilder.Sql("ALTER TABLE sentinel_activities RENAME COLUMN action TO pool");
        migrationBuilder.Sql("ALTER TABLE sentinel_activities DROP COLUMN succeeded");
        migrationBuilder.Sql("ALTER TABLE sentinel_activities DROP COLUMN is_blocked");
        migrationBuilder.Sql("ALTER TABLE sentinel_activities DROP COLUMN payload");
    }
}
