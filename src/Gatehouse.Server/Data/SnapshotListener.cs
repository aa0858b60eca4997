using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>
/// Hears on PostgreSQL, on a connection of its own, which tenant's configuration somebody has changed (the trigger of the migration
/// <c>SnapshotNotices</c> tells it). As long as it can't, or a pooler stands between that hands out another session for each transaction,
/// <see cref="Snapshots"/> look for themselves as often as before.
/// </summary>
internal sealed class SnapshotListener(DatabaseUrl url, Snapshots snapshots, ILogger<SnapshotListener> log) : BackgroundService
{
    /// <summary>After so long without news the connection is asked whether it is still there; that long again it has for the answer.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Where there is nothing to be heard there will hardly be in a second.</summary>
    private static readonly TimeSpan PauseBehindPooler = TimeSpan.FromSeconds(30);

    private bool _saysWhy = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = PauseAfterFailure;
            try
            {
                if (!await ListenAsync(stoppingToken)) pause = PauseBehindPooler;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                // Once for each outage, not once for each try.
                if (_saysWhy) log.NotListening(problem);
                _saysWhy = false;
            }
            catch (Exception)
            {
                // The server stops.
                return;
            }
            finally
            {
                snapshots.HearsChanges = false;
            }

            await Task.Delay(pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until the connection is lost, which is an exception.</summary>
    /// <returns>False: there is nothing to be heard on this connection.</returns>
    private async Task<bool> ListenAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(url.Apart(settings => settings.CommandTimeout = (int)Silence.TotalSeconds));
        connection.Notification += (_, notice) => snapshots.Invalidate(notice.Payload);
        await connection.OpenAsync(ct);
        await using var listen = new NpgsqlCommand("LISTEN gatehouse_snapshot", connection);
        await listen.ExecuteNonQueryAsync(ct);
        if (!await IsOurSessionAsync(connection, ct))
        {
            if (_saysWhy) log.NothingToHear();
            _saysWhy = false;
            return false;
        }

        // What was changed until now was told to nobody here.
        snapshots.InvalidateAll();
        snapshots.HearsChanges = true;
        _saysWhy = true;
        log.Listening();
        while (true)
        {
            if (!await connection.WaitAsync(Silence, ct) && !await IsOurSessionAsync(connection, ct)) return false;
        }
    }

    /// <summary>A pooler gives out session numbers of its own, and what one transaction listens to reaches whoever has that session then.</summary>
    private static async Task<bool> IsOurSessionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return await ask.ExecuteScalarAsync(ct) is int session && session == connection.ProcessID;
    }
}
