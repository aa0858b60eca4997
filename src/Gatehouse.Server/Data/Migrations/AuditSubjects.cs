using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>What a change was made to is a column of the audit log, so that the changes of one thing are found without looking through the others.</summary>
[Migration("20261128001001_AuditSubjects")]
internal sealed class AuditSubjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("subject", "audit_logs", maxLength: 128, nullable: true);
        // The two databases write this the same way.
        migrationBuilder.Sql("UPDATE audit_logs SET subject = substr(payload ->> 'subject', 1, 128) WHERE key LIKE 'Change.%'");
        migrationBuilder.CreateIndex("ix_audit_logs_subject_id", "audit_logs", ["tenant_id", "subject", "id"], filter: "subject IS NOT NULL");
    }
}
