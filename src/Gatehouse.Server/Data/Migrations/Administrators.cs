using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Links that make the first owner, and the roles of administrators that installations from before lack.</summary>
[Migration("20261126000600_Administrators")]
internal sealed class Administrators : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("set_up_links", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            digest = table.Column<string>(maxLength: 43),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_set_up_links", row => new { row.tenant_id, row.digest });
        });
        AddRole(migrationBuilder, "user-manager", "Administrators of users");
        AddRole(migrationBuilder, "read-only", "Administrators who only look");
        AddRole(migrationBuilder, "auditor", "Administrators who read users and logs");
    }

    /// <summary>A fresh database has no tenant yet and gets its roles with the rest of its first content.</summary>
    private static void AddRole(MigrationBuilder migration, string id, string description) => migration.Sql(
        $"""
        INSERT INTO roles (tenant_id, id, name, description, type, is_default)
        SELECT tenant.id, '{id}', 'default:{id}', '{description}', 'User', FALSE FROM tenants tenant
        WHERE tenant.id = 'admin' AND NOT EXISTS (SELECT 1 FROM roles role WHERE role.tenant_id = 'admin' AND (role.id = '{id}' OR role.name = 'default:{id}'))
        """);
}
