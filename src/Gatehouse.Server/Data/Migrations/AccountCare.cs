using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>
/// Invitations of users, temporary passwords, what users sign in from and how often it goes well, messages that are still to be sent.
/// </summary>
[Migration("20261125000400_AccountCare")]
internal sealed class AccountCare : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("is_password_temporary", "users", defaultValue: false);
        migrationBuilder.AddColumn<long>("sign_in_count", "users", defaultValue: 0L);
        migrationBuilder.AddColumn<long>("failed_sign_in_count", "users", defaultValue: 0L);
        migrationBuilder.AddColumn<DateTime>("last_failed_sign_in_at", "users", nullable: true);
        AddInvitations(migrationBuilder);
        migrationBuilder.CreateTable("user_devices", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            digest = table.Column<string>(maxLength: 43),
            first_seen_at = table.Column<DateTime>(),
            last_seen_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_devices", row => new { row.tenant_id, row.user_id, row.digest });
            table.ForeignKey("fk_user_devices_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_user_devices_last_seen_at", "user_devices", ["tenant_id", "last_seen_at"]);
        migrationBuilder.CreateTable("owed_messages", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            content = table.Column<string>(),
            attempts = table.Column<int>(),
            due_at = table.Column<DateTime>(),
            created_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_owed_messages", row => new { row.tenant_id, row.id });
        });
        migrationBuilder.CreateIndex("ix_owed_messages_due_at", "owed_messages", "due_at");
    }

    private static void AddInvitations(MigrationBuilder migration)
    {
        migration.CreateTable("user_invitations", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            digest = table.Column<string>(maxLength: 43),
            channel = table.Column<string>(maxLength: 16, nullable: true),
            recipient = table.Column<string>(maxLength: 256, nullable: true),
            application_id = table.Column<string>(maxLength: 21, nullable: true),
            redirect_uri = table.Column<string>(maxLength: 2048, nullable: true),
            status = table.Column<string>(maxLength: 16),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            accepted_at = table.Column<DateTime>(nullable: true),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_invitations", row => new { row.tenant_id, row.user_id });
            table.ForeignKey("fk_user_invitations_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_user_invitations_digest", "user_invitations", ["tenant_id", "digest"], unique: true);
    }
}
