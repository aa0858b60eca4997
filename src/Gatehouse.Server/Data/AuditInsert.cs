using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gatehouse.Server.Data;

/// <summary>
/// Inserts audit rows by <see cref="RowInsert{T}"/> on a connection of its own: it keeps the connection and the prepared statement, and drops
/// both when the database refuses something. Used by one caller at a time.
/// </summary>
internal sealed class AuditInsert(DirectConnection direct, IModel model) : IDisposable
{
    private readonly RowInsert<AuditRow> _rows = RowInsert<AuditRow>.Of(model);
    private DbConnection? _connection;
    private DbCommand? _command;

    /// <summary>All of them or none, with the changes that belong to them.</summary>
    /// <exception cref="DbException">The database refused one, or can't be reached.</exception>
    public async Task WriteAsync(IReadOnlyList<AuditRow> rows, IReadOnlyList<SqlStatement> statements, CancellationToken ct)
    {
        var isKept = _connection is not null;
        var mayBeCommitted = false;
        _connection ??= await direct.OpenAsync(ct);
        try
        {
            _command ??= _rows.Prepare(_connection, rows[0]);
            await using var transaction = await _connection.BeginTransactionAsync(ct);
            await _rows.WriteAsync(_connection, transaction, _command, rows, ct);
            await SqlBatch.RunAsync(_connection, transaction, statements, ct);
            mayBeCommitted = true;
            await transaction.CommitAsync(ct);
        }
        catch (Exception problem) when (isKept && !mayBeCommitted && DatabaseLoss.Is(problem) && _connection.State != System.Data.ConnectionState.Open)
        {
            // It broke before the rows were committed, a fail-over for example: that says nothing about them.
            Dispose();
            await WriteAsync(rows, statements, ct);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _command?.Dispose();
        _connection?.Dispose();
        (_command, _connection) = (null, null);
    }
}
