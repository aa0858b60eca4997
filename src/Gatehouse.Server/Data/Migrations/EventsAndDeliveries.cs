using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Events are kept once, for the feed and for every webhook that is owed them; a signing key that was replaced signs along for a while.</summary>
[Migration("20261125000900_EventsAndDeliveries")]
internal sealed class EventsAndDeliveries : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("previous_signing_key", "hooks", nullable: true);
        migrationBuilder.AddColumn<DateTime>("previous_key_ends_at", "hooks", nullable: true);
        migrationBuilder.CreateTable("events", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            sequence = table.Column<long>(),
            name = table.Column<string>(maxLength: 64),
            subject = table.Column<string>(maxLength: 128),
            payload = table.Column<string>(migrationBuilder.IsNpgsql() ? "json" : "TEXT"),
            created_at = table.Column<DateTime>(),
            position = table.Column<long>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_events", row => new { row.tenant_id, row.id });
        });
        migrationBuilder.CreateTable("event_feeds", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            last_position = table.Column<long>(),
            forgotten_position = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_event_feeds", row => row.tenant_id);
        });
        migrationBuilder.Sql(
            "INSERT INTO events (tenant_id, id, sequence, name, subject, payload, created_at, position) SELECT tenant_id, id, sequence, event, subject, payload, created_at, NULL FROM outbox");
        migrationBuilder.Sql("CREATE TABLE outbox_before AS SELECT tenant_id, hook_id, id, sequence, subject, created_at, state, attempts, due_at, finished_at FROM outbox");
        migrationBuilder.DropTable("outbox");
        migrationBuilder.CreateTable("outbox", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            hook_id = table.Column<string>(maxLength: 21),
            event_id = table.Column<string>(maxLength: 21),
            sequence = table.Column<long>(),
            subject = table.Column<string>(maxLength: 128),
            owed_since = table.Column<DateTime>(),
            state = table.Column<int>(),
            attempts = table.Column<int>(),
            due_at = table.Column<DateTime>(),
            leased_by = table.Column<string>(maxLength: 21, nullable: true),
            finished_at = table.Column<DateTime>(nullable: true),
            last_error = table.Column<string>(maxLength: 256, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_outbox", row => new { row.tenant_id, row.hook_id, row.event_id });
        });
        migrationBuilder.Sql(
            "INSERT INTO outbox (tenant_id, hook_id, event_id, sequence, subject, owed_since, state, attempts, due_at, finished_at) "
            + "SELECT tenant_id, hook_id, id, sequence, subject, created_at, state, attempts, due_at, finished_at FROM outbox_before");
        migrationBuilder.DropTable("outbox_before");
        migrationBuilder.CreateIndex("ix_events_position", "events", ["tenant_id", "position"], unique: true, filter: "position IS NOT NULL");
        migrationBuilder.CreateIndex("ix_events_sequence", "events", ["tenant_id", "sequence"], filter: "position IS NULL");
        migrationBuilder.CreateIndex("ix_outbox_state_due_at", "outbox", ["state", "due_at"]);
        migrationBuilder.CreateIndex("ix_outbox_state_hook_id_due_at", "outbox", ["state", "tenant_id", "hook_id", "due_at"]);
        migrationBuilder.CreateIndex("ix_outbox_hook_id_subject_state_sequence", "outbox", ["tenant_id", "hook_id", "subject", "state", "sequence"]);
    }
}
