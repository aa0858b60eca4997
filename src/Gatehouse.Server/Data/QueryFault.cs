using Gatehouse.Server.Platform.Errors;
using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>
/// A query that PostgreSQL could not carry out because of a value in it: a pattern that it takes for malformed or too big, or that it
/// works on for too long. Changes have <see cref="Violation"/>.
/// </summary>
internal static class QueryFault
{
    /// <summary>Null: not the request's fault.</summary>
    public static Refusal? Of(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is not PostgresException { SqlState: var state }) continue;
            if (state == PostgresErrorCodes.QueryCanceled) return Refusal.InvalidRequest("the search takes too long");
            if (IsOfTheValue(state)) return Refusal.InvalidRequest("the database can't work with a value in it");
        }

        return null;
    }

    private static bool IsOfTheValue(string state) =>
        state.StartsWith("22", StringComparison.Ordinal) || state == PostgresErrorCodes.StatementTooComplex;
}
