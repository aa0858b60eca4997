using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>The indexes of the audit log by user and by hook hold only the rows that have one.</summary>
[Migration("20261124000000_AuditIndexes")]
internal sealed class AuditIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_audit_logs_user_id_created_at", "audit_logs");
        migrationBuilder.DropIndex("ix_audit_logs_hook_id_created_at_succeeded", "audit_logs");
        migrationBuilder.CreateIndex("ix_audit_logs_user_id_created_at", "audit_logs", ["tenant_id", "user_id", "created_at"], filter: "user_id IS NOT NULL");
        migrationBuilder.CreateIndex("ix_audit_logs_hook_id_created_at_succeeded", "audit_logs", ["tenant_id", "hook_id", "created_at", "succeeded"], filter: "hook_id IS NOT NULL");
    }
}
