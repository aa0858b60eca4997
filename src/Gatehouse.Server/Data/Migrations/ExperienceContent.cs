using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>What administrators add to the sign-in pages and mails: phrases, profile fields, the captcha provider, e-mail templates.</summary>
[Migration("20261124000400_ExperienceContent")]
internal sealed class ExperienceContent : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var json = migrationBuilder.IsNpgsql() ? "json" : "TEXT";
        migrationBuilder.CreateTable("captcha_providers", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            config = table.Column<string>(json),
            secret_key = table.Column<string>(),
            created_at = table.Column<DateTime>(),
            updated_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_captcha_providers", row => row.tenant_id);
        });
        migrationBuilder.CreateTable("custom_phrases", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            language_tag = table.Column<string>(maxLength: 16),
            translation = table.Column<string>(json),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_custom_phrases", row => new { row.tenant_id, row.id });
        });
        migrationBuilder.CreateTable("custom_profile_fields", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 128),
            type = table.Column<string>(maxLength: 16),
            label = table.Column<string>(maxLength: 128),
            description = table.Column<string>(maxLength: 256, nullable: true),
            required = table.Column<bool>(),
            config = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            sie_order = table.Column<int>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_custom_profile_fields", row => new { row.tenant_id, row.id });
        });
        migrationBuilder.CreateTable("email_templates", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            language_tag = table.Column<string>(maxLength: 16),
            template_type = table.Column<string>(maxLength: 32),
            details = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_email_templates", row => new { row.tenant_id, row.id });
        });
        migrationBuilder.AddColumn<long>("row_version", "account_centers", defaultValue: 0L);
        migrationBuilder.CreateIndex("ix_custom_phrases_language_tag", "custom_phrases", ["tenant_id", "language_tag"], unique: true);
        migrationBuilder.CreateIndex("ix_custom_profile_fields_name", "custom_profile_fields", ["tenant_id", "name"], unique: true);
        migrationBuilder.CreateIndex("ix_email_templates_language_tag_template_type", "email_templates", ["tenant_id", "language_tag", "template_type"], unique: true);
    }
}
