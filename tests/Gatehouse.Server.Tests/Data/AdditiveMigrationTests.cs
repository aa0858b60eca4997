using System.Text.RegularExpressions;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Gatehouse.Server.Tests.Data;

/// <summary>
/// While an installation is upgraded node by node, servers of the release before work on the new schema (docs/upgrading.md): a migration adds,
/// and what it takes away no released server may use.
/// </summary>
public sealed partial class AdditiveMigrationTests
{
    /// <summary>What is not an addition: why it may be all the same, and the release from which on no server uses what it takes.</summary>
    private static readonly Dictionary<string, (string Reason, string Release)> Exceptions = new()
    {
        ["20261124000000_AuditIndexes: DropIndex ix_audit_logs_user_id_created_at"] = ("made again at once, over fewer rows", "0.1.0, the first"),
        ["20261124000000_AuditIndexes: DropIndex ix_audit_logs_hook_id_created_at_succeeded"] = ("made again at once, over fewer rows", "0.1.0, the first"),
        ["20261124000600_UsersAtScale: DropIndex ix_audit_logs_created_at"] = ("made again at once, over fewer rows", "0.1.0, the first"),
        ["20261125000100_CountedAttempts: DELETE FROM sentinel_activities"] = ("attempts that count for an hour; their columns change", "0.1.0, the first"),
        ["20261125000100_CountedAttempts: ALTER TABLE sentinel_activities RENAME COLUMN action TO pool"] = ("no release had the old column", "0.1.0, the first"),
        ["20261125000100_CountedAttempts: ALTER TABLE sentinel_activities DROP COLUMN succeeded"] = ("no release had the column", "0.1.0, the first"),
        ["20261125000100_CountedAttempts: ALTER TABLE sentinel_activities DROP COLUMN is_blocked"] = ("no release had the column", "0.1.0, the first"),
        ["20261125000100_CountedAttempts: ALTER TABLE sentinel_activities DROP COLUMN payload"] = ("no release had the column", "0.1.0, the first"),
        ["20261125000900_EventsAndDeliveries: DropTable outbox"] = ("made again with events beside it; no release had the old one", "0.1.0, the first"),
        ["20261125000900_EventsAndDeliveries: DropTable outbox_before"] = ("a copy that the migration itself made", "0.1.0, the first"),
        ["20261128001000_OutboxIndexes: DropIndex ix_outbox_hook_id_subject_state_sequence"] = ("another index takes its place; no statement names it", "0.1.0, the first"),
    };

    [Theory]
    [InlineData("Npgsql.EntityFrameworkCore.PostgreSQL")]
    [InlineData("Microsoft.EntityFrameworkCore.Sqlite")]
    public void A_migration_only_adds(string provider)
    {
        var migrations = new HandWrittenMigrations();
        var taken = new List<string>();
        foreach (var (id, type) in migrations.Migrations)
        {
            var operations = migrations.CreateMigration(type, provider).UpOperations;
            taken.AddRange(operations.SelectMany(operation => Taken(operation, operations)).Select(what => $"{id}: {what}"));
        }

        Assert.Empty(taken.Except(Exceptions.Keys));
        // A list that names what is not there hides what will be.
        Assert.Empty(Exceptions.Keys.Except(taken));
    }

    /// <summary>What a server that does not know the migration would miss, or would be refused.</summary>
    private static IEnumerable<string> Taken(MigrationOperation operation, IReadOnlyList<MigrationOperation> all)
    {
        switch (operation)
        {
            case CreateTableOperation or CreateSequenceOperation:
                break;
            case AddColumnOperation column when column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null:
                break;
            case AddColumnOperation column:
                yield return $"AddColumn {column.Table}.{column.Name} without a default";
                break;
            // Rows that others write must not be refused: what is unique is of a new table, or has a column that they leave empty.
            case CreateIndexOperation index when !index.IsUnique || all.OfType<CreateTableOperation>().Any(table => table.Name == index.Table)
                || all.OfType<AddColumnOperation>().Any(column => column.Table == index.Table && column.IsNullable && index.Columns.Contains(column.Name)):
                break;
            case CreateIndexOperation index:
                yield return $"CreateIndex {index.Name}, unique over columns that were there";
                break;
            case SqlOperation sql when Additions().IsMatch(sql.Sql):
                break;
            case SqlOperation sql:
                yield return sql.Sql.Trim();
                break;
            case DropIndexOperation index:
                yield return $"DropIndex {index.Name}";
                break;
            case DropTableOperation table:
                yield return $"DropTable {table.Name}";
                break;
            default:
                yield return operation.GetType().Name;
                break;
        }
    }

    /// <summary>New things, and values of columns; never fewer rows.</summary>
    [GeneratedRegex(@"^\s*(CREATE (UNIQUE )?(EXTENSION|INDEX|TABLE|VIRTUAL TABLE|TRIGGER|FUNCTION|SEQUENCE)|INSERT INTO|UPDATE) ")]
    private static partial Regex Additions();
}
