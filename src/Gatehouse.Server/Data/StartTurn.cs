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
    // What a locked file is called: EAGAIN of Linux, that of macOS, Windows' sharing violation.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    public async Task<IAsyncDisposable> TakeAsync(CancellationToken ct) =>
        url.SqlitePath is { } path ? await TakeFileAsync(path + ".starting", ct) : await TakeAdvisoryAsync(ct);

    /// <summary>The file stays behind: deleting it at the end would let a third process lock a new one beside the second's.</summary>
    private static async Task<IAsyncDisposable> TakeFileAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException problem) when (HeldByAnother.Contains(problem.HResult))
            {
                await Task.Delay(20, ct);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new SettingsException($"DB_URL names a file that can't be made: {problem.Message}", problem);
            }
        }
    }

    /// <summary>Held by a transaction, so that it works through a connection pooler too.</summary>
    private async Task<IAsyncDisposable> TakeAdvisoryAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(url.Apart());
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
