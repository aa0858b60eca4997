using Gatehouse.Server.Platform.Configuration;
using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>
/// The turn of one process to prepare the database: schema, key ring, first content. Several nodes may start at once; one works, the
/// others wait and find everything done. The lock is the operating system's or PostgreSQL's, which take it back when the process dies.
/// </summary>
internal sealed class StartTurn(DatabaseUrl url)
{
    // Any number, as long as every node of an installation asks for the same one.
    private const long LockNumber = 0x6761746568;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    public async Task<IAsyncDisposable> TakeAsync(CancellationToken ct) =>
        url.SqlitePath is { } path ? await TakeFileAsync(path + ".starting", ct) : await TakeAdvisoryAsync(ct);

    /// <summary>The file stays behind: deleting it at the end would let a third process lock a new one beside the second's.</summary>
    private static async Task<IAsyncDisposable> TakeFileAsync(string path, CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Once without a lock, so that a folder that can't be written is told apart from a lock that is held.
            await using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
            {
            }
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException || (problem is IOException && problem.HResult != WindowsSharingViolation))
        {
            throw new SettingsException($"DB_URL names a file that can't be made: {problem.Message}", problem);
        }
        catch (IOException)
        {
            // Held by another process; the loop waits for it.
        }

        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(20, ct);
            }
        }
    }

    /// <summary>Held by a transaction, so that it works through a connection pooler too.</summary>
    private async Task<IAsyncDisposable> TakeAdvisoryAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(url.ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await connection.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection) { CommandTimeout = 0 };
            command.Parameters.Add(new NpgsqlParameter { Value = LockNumber });
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
