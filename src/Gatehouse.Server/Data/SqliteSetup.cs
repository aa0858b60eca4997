using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Gatehouse.Server.Data;

/// <summary>What each SQLite connection needs before its first query.</summary>
internal sealed class SqliteSetup(string synchronous) : DbConnectionInterceptor
{
    // The pool hands the same handle out again and again; its settings stay, only the functions go when it is given back.
    private readonly ConditionalWeakTable<sqlite3, object> _ready = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetUp((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SetUp((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private void SetUp(SqliteConnection connection)
    {
        Settle(connection);
        SqlitePatterns.Register(connection);
    }

    /// <summary>The settings, without the functions that only EF's queries use.</summary>
    public void Settle(SqliteConnection connection)
    {
        if (!_ready.TryGetValue(connection.Handle!, out _))
        {
            // A page that many commits change is written back once a checkpoint: 16 MB of log between two spare most of that.
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of three words, checked when the settings were read.
            command.CommandText = $"PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;";
#pragma warning restore CA2100
            command.ExecuteNonQuery();
            _ready.AddOrUpdate(connection.Handle!, this);
        }
    }

    /// <summary>As <see cref="Settle"/>, and no commit of this connection waits for the disk. Not for one that goes back to the pool.</summary>
    public void SettleUnsynced(SqliteConnection connection)
    {
        Settle(connection);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=NORMAL;";
        command.ExecuteNonQuery();
    }
}
