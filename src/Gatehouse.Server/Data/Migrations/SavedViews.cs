using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>States of lists under names.</summary>
[Migration("20261127001001_SavedViews")]
internal sealed class SavedViews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("saved_views", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            owner_id = table.Column<string>(maxLength: 64),
            list = table.Column<string>(maxLength: 32),
            name = table.Column<string>(maxLength: 128),
            query = table.Column<string>(maxLength: 2048),
            created_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_saved_views", row => new { row.tenant_id, row.id });
        });
        migrationBuilder.CreateIndex("ix_saved_views_owner_id_list_name", "saved_views", ["tenant_id", "owner_id", "list", "name"], unique: true);
    }
}
