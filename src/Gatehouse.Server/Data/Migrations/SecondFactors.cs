using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Where users have signed in from, for the rules that ask for a second factor when something is unusual.</summary>
[Migration("20261125000500_SecondFactors")]
internal sealed class SecondFactors : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("user_locations", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            country = table.Column<string>(maxLength: 64),
            city = table.Column<string>(maxLength: 128, nullable: true),
            latitude = table.Column<double>(nullable: true),
            longitude = table.Column<double>(nullable: true),
            seen_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_locations", row => new { row.tenant_id, row.user_id, row.country });
            table.ForeignKey("fk_user_locations_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_user_locations_seen_at", "user_locations", ["tenant_id", "seen_at"]);
    }
}
