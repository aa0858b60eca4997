using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>What users have shown who are signed in and change their account.</summary>
[Migration("20261126000100_AccountVerifications")]
internal sealed class AccountVerifications : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("account_verifications", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            stored = table.Column<string>(migrationBuilder.IsNpgsql() ? "json" : "TEXT"),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_account_verifications", row => new { row.tenant_id, row.id });
            table.ForeignKey("fk_account_verifications_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_account_verifications_user_id", "account_verifications", ["tenant_id", "user_id"]);
        migrationBuilder.CreateIndex("ix_account_verifications_expires_at", "account_verifications", ["tenant_id", "expires_at"]);
    }
}
