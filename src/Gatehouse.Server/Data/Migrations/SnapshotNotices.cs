using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>On PostgreSQL every new version of a tenant's configuration is told to the nodes that listen, whoever made it.</summary>
[Migration("20261129002000_SnapshotNotices")]
internal sealed class SnapshotNotices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (!migrationBuilder.IsNpgsql()) return;
        migrationBuilder.Sql(
            """
            CREATE FUNCTION gatehouse_tell_snapshot() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_notify('gatehouse_snapshot', NEW.id); RETURN NULL; END $$
            """);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER tenants_snapshot AFTER UPDATE OF snapshot_version ON tenants
            FOR EACH ROW WHEN (OLD.snapshot_version IS DISTINCT FROM NEW.snapshot_version) EXECUTE FUNCTION gatehouse_tell_snapshot()
            """);
    }
}
