using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Whose a passkey is, and the challenge of an interaction that nobody has answered yet.</summary>
[Migration("20261125000700_Passkeys")]
internal sealed class Passkeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("passkey_challenge", "interactions", migrationBuilder.IsNpgsql() ? "json" : "TEXT", nullable: true);
        migrationBuilder.CreateTable("user_passkeys", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            credential_digest = table.Column<string>(maxLength: 43),
            user_id = table.Column<string>(maxLength: 12),
            verification_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_passkeys", row => new { row.tenant_id, row.credential_digest });
            table.ForeignKey("fk_user_passkeys_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_user_passkeys_user_id", "user_passkeys", ["tenant_id", "user_id"]);
    }
}
