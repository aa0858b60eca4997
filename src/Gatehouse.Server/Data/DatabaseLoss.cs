using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>
/// Tells whether something failed because the database is away for the moment: no connection, a fail-over, a session that was ended, too many
/// sessions. It is nobody's fault and over soon; callers are told to come again (503 <c>server.unavailable</c>).
/// </summary>
internal static class DatabaseLoss
{
    /// <summary>Seconds after which to come again.</summary>
    public const int RetryAfter = 1;

    private static readonly HashSet<string> States =
    [
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.TooManyConnections,
        // The server became a standby under our session.
        PostgresErrorCodes.ReadOnlySqlTransaction,
        PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected,
    ];

    public static bool Is(Exception? problem) => problem switch
    {
        null => false,
        PostgresException { SqlState: var state } => States.Contains(state) || state.StartsWith("08", StringComparison.Ordinal),
        // Ours to mend.
        NpgsqlOperationInProgressException or ObjectDisposedException => false,
        // Everything else that the driver says is of connections: refused, broken, none of the pool free, no host that is the primary.
        NpgsqlException => true,
        // It broke between two statements, and the second found it closed.
        InvalidOperationException { Source: "Npgsql" } => true,
        _ => Is(problem.InnerException),
    };
}
