using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>How the sign-in of single applications differs; the hosts of protected ones.</summary>
[Migration("20261124000100_ApplicationSettings")]
internal sealed class ApplicationSettings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var json = migrationBuilder.IsNpgsql() ? "json" : "TEXT";
        migrationBuilder.AddColumn<string>("protected_host", "applications", maxLength: 128, nullable: true);
        migrationBuilder.CreateIndex("ix_applications_protected_host", "applications", ["tenant_id", "protected_host"], unique: true);
        migrationBuilder.CreateTable("application_sign_in_experiences", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            color = table.Column<string>(json),
            branding = table.Column<string>(json),
            custom_css = table.Column<string>(nullable: true),
            terms_of_use_url = table.Column<string>(maxLength: 2048, nullable: true),
            privacy_policy_url = table.Column<string>(maxLength: 2048, nullable: true),
            display_name = table.Column<string>(maxLength: 256, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_application_sign_in_experiences", row => new { row.tenant_id, row.application_id });
            table.ForeignKey("fk_application_sign_in_experiences_application_id", row => new { row.tenant_id, row.application_id }, "applications", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
    }
}
