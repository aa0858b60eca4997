using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Accounts whose owners have asked for their deletion.</summary>
[Migration("20261126001500_AccountDeletions")]
internal sealed class AccountDeletions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("account_deletions", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            asked_at = table.Column<DateTime>(),
            due_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_account_deletions", row => new { row.tenant_id, row.user_id });
            table.ForeignKey("fk_account_deletions_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_account_deletions_due_at", "account_deletions", ["tenant_id", "due_at"]);
    }
}
