using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Changes of resources that can't overtake each other, signing keys that come into use at a given time, the scripts of a tenant.</summary>
[Migration("20261124000200_ResourcesAndConfigs")]
internal sealed class ResourcesAndConfigs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("row_version", "resources", defaultValue: 0L);
        migrationBuilder.AddColumn<DateTime>("effective_at", "signing_keys", nullable: true);
        migrationBuilder.CreateTable("tenant_scripts", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            key = table.Column<string>(maxLength: 128),
            definition = table.Column<string>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_tenant_scripts", row => new { row.tenant_id, row.key });
            table.ForeignKey("fk_tenant_scripts_", row => row.tenant_id, "tenants", "id", onDelete: ReferentialAction.Cascade);
        });
    }
}
