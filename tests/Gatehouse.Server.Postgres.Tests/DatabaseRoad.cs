using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Gatehouse.Server.Tests.Support;

/// <summary>The way from a server to PostgreSQL, which a test can close, or break at a certain statement.</summary>
internal sealed class DatabaseRoad : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<Socket> _open = [];
    private readonly (string Host, int Port) _target;
    private readonly Task _accepting;
    private (byte[] Words, bool IsPassedOn)? _break;
    private volatile bool _isClosed;

    public DatabaseRoad(TestDatabase database)
    {
        var url = new Uri(database.Url);
        _target = (url.Host, url.Port < 0 ? 5432 : url.Port);
        _listener.Start();
        Url = new UriBuilder(url) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port, Query = "SSL%20Mode=Disable" }.Uri.ToString();
        _accepting = AcceptAsync();
    }

    /// <summary>The URL of the database by this way, which has to read what goes along it.</summary>
    public string Url { get; }

    /// <summary>Breaks all connections and takes no more.</summary>
    public void Close()
    {
        _isClosed = true;
        Break();
    }

    public void Open() => _isClosed = false;

    /// <summary>Breaks the connection that first sends these words: before they arrive, or right behind them.</summary>
    public void BreakAt(string words, bool isPassedOn)
    {
        lock (_open) _break = (Encoding.ASCII.GetBytes(words), isPassedOn);
    }

    /// <summary>Whether the words of <see cref="BreakAt"/> are still to come.</summary>
    public bool IsToBreak
    {
        get { lock (_open) return _break is not null; }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Break();
        await _accepting;
        _end.Dispose();
    }

    private void Break()
    {
        lock (_open)
        {
            foreach (var socket in _open) socket.Dispose();
            _open.Clear();
        }
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var near = await _listener.AcceptSocketAsync(_end.Token);
                if (_isClosed) near.Dispose();
                else _ = CarryAsync(near);
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(_target.Host, _target.Port);
            lock (_open)
            {
                _open.Add(near);
                _open.Add(far);
            }

            var turn = new Turn();
            await Task.WhenAny(PumpAsync(near, far, turn, isToDatabase: true), PumpAsync(far, near, turn, isToDatabase: false));
        }
        catch (SocketException)
        {
            // As good as closed.
        }
        finally
        {
            near.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Turn turn, bool isToDatabase)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                var end = isToDatabase ? TakeBreak(buffer.AsSpan(0, count)) : null;
                if (end is false) return;
                if (end is true) turn.EndsWithAnswer = true;
                // The answer shows that the database has done it; nobody gets to see it.
                if (!isToDatabase && turn.EndsWithAnswer) return;
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // Broken by the test or by an end of it.
        }
    }

    /// <summary>Null: go on. Else whether the words still go through.</summary>
    private bool? TakeBreak(ReadOnlySpan<byte> sent)
    {
        lock (_open)
        {
            if (_break is not { } wanted || sent.IndexOf(wanted.Words) < 0) return null;
            _break = null;
            return wanted.IsPassedOn;
        }
    }

    private sealed class Turn
    {
        private volatile bool _endsWithAnswer;

        public bool EndsWithAnswer { get => _endsWithAnswer; set => _endsWithAnswer = value; }
    }

    /// <summary>Ends sessions of a database, as an administrator would.</summary>
    /// <param name="which">A condition on pg_stat_activity.</param>
    /// <returns>How many.</returns>
    public static async Task<int> EndSessionsAsync(TestDatabase database, string which)
    {
        var url = new Uri(database.Url);
        var user = url.UserInfo.Split(':', 2);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = url.Host, Port = url.Port < 0 ? 5432 : url.Port, Username = user[0], Password = user.ElementAtOrDefault(1), Database = "postgres", Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT count(*)::int FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}' AND {which}) ended", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
