using Gatehouse.Server.Platform.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>Says in the contract's words what a constraint of the database had against a change (contract 1.4).</summary>
internal static class Violation
{
    private const int SqliteForeignKey = 787;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;
    private const int SqliteCheck = 275;

    /// <summary>Another row has these values already.</summary>
    public static bool IsTaken(DbUpdateException problem) => problem.InnerException is
        SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>
    /// The database gave up this transaction so that others could go on: two that hold rows the other wants (a revocation deletes a grant
    /// with its tokens while a refresh, which holds the token, adds another to the grant), or one that saw what others changed.
    /// </summary>
    public static bool IsSacrificed(Exception problem) =>
        problem is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure }
        // EF wraps what its driver calls transient in a second exception, with the advice to try again.
        || (problem is DbUpdateException or InvalidOperationException && problem.InnerException is { } inner && IsSacrificed(inner));

    /// <summary>Null: not the request's fault.</summary>
    public static Refusal? Of(IModel model, DbUpdateException problem) => problem.InnerException switch
    {
        SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey } unique => Taken(model, index => unique.Message.Contains(ColumnList(index), StringComparison.Ordinal)),
        SqliteException { SqliteExtendedErrorCode: SqliteForeignKey } => MissingRelation(problem),
        SqliteException { SqliteExtendedErrorCode: SqliteCheck } => Constraint,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } unique => Taken(model, index => index.Name == unique.ConstraintName),
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => MissingRelation(problem),
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation } => Constraint,
        PostgresException { SqlState: PostgresErrorCodes.StringDataRightTruncation } => new Refusal("entity.value_too_long", 422),
        PostgresException refused when refused.SqlState.StartsWith("22", StringComparison.Ordinal) => new Refusal("entity.invalid_input", 422),
        _ => null,
    };

    /// <summary>A row of one of these tables points to nothing. Some give it a status of their own (<see cref="TableNotes.ReportsMissingRelationsAs"/>).</summary>
    public static Refusal MissingRelation(IEnumerable<IReadOnlyEntityType> tables)
    {
        var status = tables.Select(table => table.FindAnnotation(TableNotes.MissingRelation)?.Value as int?).FirstOrDefault(status => status is not null);
        return new Refusal("entity.relation_foreign_key_not_found", status ?? 404);
    }

    private static Refusal MissingRelation(DbUpdateException problem) => MissingRelation(problem.Entries.Select(entry => entry.Metadata));

    private static Refusal Constraint { get; } = new("entity.db_constraint_violated", 422);

    private static Refusal Taken(IModel model, Func<UniqueRule, bool> isViolated)
    {
        var rules = model.GetEntityTypes().SelectMany(entity =>
            entity.GetIndexes().Where(index => index.IsUnique)
                .Select(index => new UniqueRule(entity.GetTableName()!, index.GetDatabaseName()!, index.Properties, index))
                .Concat(entity.GetKeys().Select(key => new UniqueRule(entity.GetTableName()!, key.GetName()!, key.Properties, key))));
        var code = rules.Where(isViolated).Select(rule => rule.Notes.FindAnnotation(TableNotes.Taken)?.Value as string).FirstOrDefault(code => code is not null);
        return new Refusal(code ?? "entity.unique_integrity_violation", 422);
    }

    private static string ColumnList(UniqueRule rule) => string.Join(", ", rule.Columns.Select(column => $"{rule.Table}.{column.GetColumnName()}")) + "'";

    private sealed record UniqueRule(string Table, string Name, IReadOnlyList<IReadOnlyProperty> Columns, IReadOnlyAnnotatable Notes);
}
