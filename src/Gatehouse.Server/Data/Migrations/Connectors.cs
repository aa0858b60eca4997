using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>
/// Connectors and what goes through them: the development mailbox, the counts of messages, verification codes, one-time tokens; attempts
/// that lockout counts; enterprise connectors; uploaded files.
/// </summary>
[Migration("20261124000500_Connectors")]
internal sealed class Connectors : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var json = migrationBuilder.IsNpgsql() ? "json" : "TEXT";
        AddTables(migrationBuilder, json);
        AddIndexes(migrationBuilder);
    }

    private static void AddTables(MigrationBuilder migration, string json)
    {
        migration.CreateTable("assets", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            file_name = table.Column<string>(maxLength: 100),
            content_type = table.Column<string>(maxLength: 64),
            content = table.Column<byte[]>(),
            creator_id = table.Column<string>(maxLength: 128),
            created_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_assets", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("connectors", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 128),
            factory_id = table.Column<string>(maxLength: 128),
            slot = table.Column<string>(maxLength: 256),
            config = table.Column<string>(),
            metadata = table.Column<string>(json),
            sync_profile = table.Column<bool>(),
            enable_token_storage = table.Column<bool>(),
            created_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_connectors", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("mailbox_messages", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<long>(),
            type = table.Column<string>(maxLength: 16),
            recipient = table.Column<string>(maxLength: 256),
            usage_type = table.Column<string>(maxLength: 64),
            content = table.Column<string>(),
            created_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_mailbox_messages", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("message_counts", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            digest = table.Column<string>(maxLength: 43),
            window_ends_at = table.Column<DateTime>(),
            sent = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_message_counts", row => new { row.tenant_id, row.digest });
        });
        migration.CreateTable("one_time_tokens", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            email = table.Column<string>(maxLength: 128),
            token = table.Column<string>(),
            digest = table.Column<string>(maxLength: 43),
            context = table.Column<string>(json),
            status = table.Column<string>(maxLength: 16),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_one_time_tokens", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("sentinel_activities", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            target_type = table.Column<string>(maxLength: 16),
            target_hash = table.Column<string>(maxLength: 64),
            action = table.Column<string>(maxLength: 64),
            succeeded = table.Column<bool>(),
            is_blocked = table.Column<bool>(),
            blocked_until = table.Column<DateTime>(nullable: true),
            payload = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_sentinel_activities", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("sso_connectors", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 128),
            provider_name = table.Column<string>(maxLength: 128),
            connector_name = table.Column<string>(maxLength: 128),
            config = table.Column<string>(),
            domains = table.Column<string>(json),
            branding = table.Column<string>(json),
            sync_profile = table.Column<bool>(),
            enable_token_storage = table.Column<bool>(),
            provider_metadata = table.Column<string>(json, nullable: true),
            created_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_sso_connectors", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("verification_codes", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            key = table.Column<string>(maxLength: 43),
            channel = table.Column<string>(maxLength: 16),
            recipient = table.Column<string>(maxLength: 256),
            digest = table.Column<string>(maxLength: 43),
            salt = table.Column<string>(maxLength: 22),
            tries = table.Column<int>(),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_verification_codes", row => new { row.tenant_id, row.key });
        });
    }

    private static void AddIndexes(MigrationBuilder migration)
    {
        migration.CreateIndex("ix_connectors_slot", "connectors", ["tenant_id", "slot"], unique: true);
        migration.CreateIndex("ix_message_counts_window_ends_at", "message_counts", ["tenant_id", "window_ends_at"]);
        migration.CreateIndex("ix_one_time_tokens_created_at_id", "one_time_tokens", ["tenant_id", "created_at", "id"]);
        migration.CreateIndex("ix_one_time_tokens_digest", "one_time_tokens", ["tenant_id", "digest"], unique: true);
        migration.CreateIndex("ix_one_time_tokens_email_created_at", "one_time_tokens", ["tenant_id", "email", "created_at"]);
        migration.CreateIndex("ix_sentinel_activities_created_at", "sentinel_activities", ["tenant_id", "created_at"]);
        migration.CreateIndex("ix_sentinel_activities_target_type_target_hash_created_at", "sentinel_activities", ["tenant_id", "target_type", "target_hash", "created_at"]);
        migration.CreateIndex("ix_sso_connectors_connector_name", "sso_connectors", ["tenant_id", "connector_name"], unique: true);
        migration.CreateIndex("ix_verification_codes_expires_at", "verification_codes", ["tenant_id", "expires_at"]);
    }
}
