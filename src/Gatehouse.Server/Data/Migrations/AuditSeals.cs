using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Seals of the audit log, and the sign-ins of a day.</summary>
[Migration("20261125001100_AuditSeals")]
internal sealed class AuditSeals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("audit_seals", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            number = table.Column<long>(),
            last_id = table.Column<string>(maxLength: 21),
            count = table.Column<int>(),
            rows = table.Column<byte[]>(),
            rows_digest = table.Column<string>(maxLength: 43),
            digest = table.Column<string>(maxLength: 43),
            mark = table.Column<string>(),
            sealed_at = table.Column<DateTime>(),
            purge_mark = table.Column<string>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_audit_seals", row => new { row.tenant_id, row.number }));
        migrationBuilder.CreateTable("daily_sign_ins", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            date = table.Column<DateOnly>(),
            sign_ins = table.Column<long>(),
            failures = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("pk_daily_sign_ins", row => new { row.tenant_id, row.date }));
    }
}
