using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Work that takes longer than a request: jobs, the pieces of their inputs and results, the rows that failed.</summary>
[Migration("20261124000700_Jobs")]
internal sealed class Jobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var json = migrationBuilder.IsNpgsql() ? "json" : "TEXT";
        migrationBuilder.CreateTable("jobs", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            type = table.Column<string>(maxLength: 64),
            parameters = table.Column<string>(json),
            origin = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            state = table.Column<int>(),
            position = table.Column<long>(),
            line = table.Column<long>(),
            processed = table.Column<long>(),
            succeeded = table.Column<long>(),
            failed = table.Column<long>(),
            total_bytes = table.Column<long>(),
            total_rows = table.Column<long>(),
            started_at = table.Column<DateTime>(nullable: true),
            finished_at = table.Column<DateTime>(nullable: true),
            is_cancel_requested = table.Column<bool>(),
            failure_code = table.Column<string>(maxLength: 128, nullable: true),
            breakdowns = table.Column<int>(),
            leased_by = table.Column<string>(maxLength: 21, nullable: true),
            leased_until = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_jobs", row => new { row.tenant_id, row.id });
        });
        migrationBuilder.CreateTable("job_chunks", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            job_id = table.Column<string>(maxLength: 21),
            part = table.Column<int>(),
            number = table.Column<long>(),
            content = table.Column<byte[]>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_job_chunks", row => new { row.tenant_id, row.job_id, row.part, row.number });
            table.ForeignKey("fk_job_chunks_job_id", row => new { row.tenant_id, row.job_id }, "jobs", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateTable("job_errors", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            job_id = table.Column<string>(maxLength: 21),
            line = table.Column<long>(),
            subject = table.Column<string>(maxLength: 128, nullable: true),
            code = table.Column<string>(maxLength: 128),
            places = table.Column<string>(json),
            data = table.Column<string>(json, nullable: true),
            details = table.Column<string>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_job_errors", row => new { row.tenant_id, row.job_id, row.line });
            table.ForeignKey("fk_job_errors_job_id", row => new { row.tenant_id, row.job_id }, "jobs", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_jobs_created_at_id", "jobs", ["tenant_id", "created_at", "id"]);
        migrationBuilder.CreateIndex("ix_jobs_state_leased_until", "jobs", ["state", "leased_until"]);
    }
}
