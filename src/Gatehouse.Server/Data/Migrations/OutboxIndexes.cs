using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>The index by subject begins with the state: whoever asks for a row of the outbox by its key gets it by nothing but the key.</summary>
[Migration("20261128001000_OutboxIndexes")]
internal sealed class OutboxIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_outbox_hook_id_subject_state_sequence", "outbox");
        migrationBuilder.CreateIndex("ix_outbox_state_hook_id_subject_sequence", "outbox", ["state", "tenant_id", "hook_id", "subject", "sequence"]);
    }
}
