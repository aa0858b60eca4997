using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Host names that tenants and protected applications want to be reached at.</summary>
[Migration("20261125000300_Domains")]
internal sealed class Domains : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var json = migrationBuilder.IsNpgsql() ? "json" : "TEXT";
        migrationBuilder.CreateTable("domains", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 256),
            status = table.Column<string>(maxLength: 32),
            error_message = table.Column<string>(maxLength: 1024, nullable: true),
            dns_records = table.Column<string>(json),
            verification_files = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_domains", row => new { row.tenant_id, row.id });
        });
        migrationBuilder.CreateIndex("ix_domains_created_at_id", "domains", ["tenant_id", "created_at", "id"]);
        migrationBuilder.CreateIndex("ix_domains_name", "domains", ["tenant_id", "name"], unique: true);
        migrationBuilder.AddColumn<string>("custom_domain", "applications", maxLength: 256, nullable: true);
        migrationBuilder.CreateIndex("ix_applications_custom_domain", "applications", ["tenant_id", "custom_domain"], unique: true);
    }
}
