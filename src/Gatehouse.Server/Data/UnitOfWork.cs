using System.Data.Common;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Gatehouse.Server.Data;

/// <summary>
/// The one place that writes a change: the rows, the audit entry and the outbox rows of its webhooks in ONE transaction. A change that lost
/// a race against another is run again on fresh rows; a violated constraint becomes the refusal that its mapping names.
/// </summary>
internal sealed class UnitOfWork(
    GatehouseDb db, ChangeOrigin origin, OutboxRouter route, ChangeTeller tell, Snapshots snapshots, OutboxBell bell, WriteGate gate, TimeProvider time)
{
    private const int Tries = 8;

    /// <summary>Up to so many rows of events go with the rows that EF tracks, in its one round trip; more are inserted without tracking.</summary>
    private const int FewEvents = 16;

    /// <summary>How often somebody else may have been faster with the same values, before they are just taken.</summary>
    private const int TriesWhenTaken = 4;

    /// <summary>How often the connection may be lost before a change is given up; a fail-over takes longer than a caller should wait.</summary>
    private const int TriesWhenLost = 3;

    private static readonly TimeSpan PauseWhenLost = TimeSpan.FromMilliseconds(50);

    private readonly List<ChangeEvent> _events = [];
    private readonly List<Func<CancellationToken, Task>> _statements = [];
    private readonly List<AuditRow> _joinedEntries = [];
    private readonly List<Action> _onceSaved = [];
    private bool _isUnderWay;
    private bool _mayBeCommitted;

    /// <summary>Tells webhooks of the change, if it succeeds.</summary>
    public void Announce(ChangeEvent change) => _events.Add(change);

    /// <summary>
    /// Inserts many rows behind those that the context tracks, in the order of these calls. Nothing of them gets into the audit entry, and
    /// nobody looks at the lengths of their texts.
    /// </summary>
    public void Insert<T>(IReadOnlyCollection<T> rows) where T : class => Run(ct => RowInsert<T>.Of(db.Model).WriteAsync(db, rows, ct));

    /// <summary>Runs a statement in the transaction, behind the rows that the context tracks, for what is too much to be tracked.</summary>
    public void Run(Func<CancellationToken, Task> statement) => _statements.Add(statement);

    /// <summary>Runs when the change is saved, and only then: to wake whoever waits for its rows.</summary>
    public void OnceSaved(Action act) => _onceSaved.Add(act);

    /// <summary>
    /// Runs <paramref name="change"/>, which loads rows, decides, and alters them, then saves. It may run several times and must not have
    /// effects outside the context. A refusal saves nothing. A change inside another one belongs to it: both are saved together, each with
    /// its audit entry, and when the inner one is refused, nothing of it is left and the outer one decides what that means.
    /// </summary>
    /// <param name="auditKey">The key of the audit entry, for example <c>Change.User.Created</c>.</param>
    /// <param name="subject">The id of what is changed, for the audit entry; null = taken from the first announced event.</param>
    public Task<Checked<T>> WriteAsync<T>(string auditKey, string? subject, Func<Task<Checked<T>>> change, CancellationToken ct) =>
        WriteAsync((_, changed, now) => changed.Count == 0 && _events.Count == 0 ? null : Entry(auditKey, subject, changed, now), change, ct);

    /// <summary>As above, with an audit entry that says more than which rows changed; it is written also when none did.</summary>
    /// <param name="entry">Made from what <paramref name="change"/> gave back; null for no entry.</param>
    /// <param name="goesOn">
    /// The first run goes on with the rows that the context tracks already, instead of reading them again. Only for a change that writes every
    /// row which it judges: their versions then tell that they are still as they were read.
    /// </param>
    public Task<Checked<T>> WriteAsync<T>(Func<T, AuditRow?> entry, Func<Task<Checked<T>>> change, CancellationToken ct, bool goesOn = false) =>
        WriteAsync((outcome, _, _) => entry(outcome), change, ct, goesOn);

    private async Task<Checked<T>> WriteAsync<T>(
        Func<T, List<EntityEntry>, DateTime, AuditRow?> entry, Func<Task<Checked<T>>> change, CancellationToken ct, bool goesOn = false)
    {
        if (_isUnderWay) return await JoinAsync(entry, change);
        for (var attempt = 1; ; attempt++)
        {
            using var turn = attempt == 1 ? default : await gate.EnterAgainAsync(ct);
            Forget();
            if (attempt > 1 || !goesOn) db.ChangeTracker.Clear();
            try
            {
                var outcome = await RunAsync(change);
                if (!outcome.TryGet(out var value, out _))
                {
                    db.ChangeTracker.Clear();
                    return outcome;
                }

                if (ColumnLimits.FirstExceeded(db) is { } tooLong) return tooLong;
                await SaveAsync((changed, now) => entry(value, changed, now), ct);
                return outcome;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // Somebody else changed the row between our read and our write: once more, on what is there now.
            }
            catch (Exception problem) when (attempt < Tries && Violation.IsSacrificed(problem))
            {
                // Nothing of it was written: once more, now that the others are done.
            }
            catch (DbUpdateException problem) when (attempt < TriesWhenTaken && Violation.IsTaken(problem))
            {
                // Somebody else was faster: the next run sees their row and judges it in the order of its own checks.
            }
            catch (Exception problem) when (attempt < TriesWhenLost && !_mayBeCommitted && DatabaseLoss.Is(problem))
            {
                // The connection was gone before the commit was sent, so nothing was written: once more, on another one.
                await Task.Delay(PauseWhenLost * attempt, TimeProvider.System, ct);
            }
            catch (DbUpdateException problem) when (Violation.Of(db.Model, problem) is { } refusal)
            {
                db.ChangeTracker.Clear();
                return refusal;
            }
        }
    }

    private AuditRow Entry(string auditKey, string? subject, List<EntityEntry> changed, DateTime now)
    {
        subject ??= _events.FirstOrDefault()?.Subject;
        if (subject is not null && changed.Count > 0 && tell(auditKey, subject, changed) is { } told) _events.Add(told);
        return AuditEntry.Of(db.TenantId, auditKey, subject, origin, changed, now);
    }

    private void Forget()
    {
        _mayBeCommitted = false;
        _events.Clear();
        _statements.Clear();
        _joinedEntries.Clear();
        _onceSaved.Clear();
    }

    private async Task<Checked<T>> RunAsync<T>(Func<Task<Checked<T>>> change)
    {
        _isUnderWay = true;
        try
        {
            return await change();
        }
        finally
        {
            _isUnderWay = false;
        }
    }

    private async Task<Checked<T>> JoinAsync<T>(Func<T, List<EntityEntry>, DateTime, AuditRow?> entry, Func<Task<Checked<T>>> change)
    {
        var before = Changed().Select(row => row.Entity).ToHashSet(ReferenceEqualityComparer.Instance);
        var (events, statements, acts) = (_events.Count, _statements.Count, _onceSaved.Count);
        var outcome = await change();
        var changed = Changed().Where(row => !before.Contains(row.Entity)).ToList();
        if (outcome.TryGet(out var value, out _))
        {
            if (entry(value, changed, time.GetUtcNow().UtcDateTime) is { } audit) _joinedEntries.Add(audit);
            return outcome;
        }

        foreach (var row in changed) row.State = EntityState.Detached;
        _events.RemoveRange(events, _events.Count - events);
        _statements.RemoveRange(statements, _statements.Count - statements);
        _onceSaved.RemoveRange(acts, _onceSaved.Count - acts);
        return outcome;
    }

    private List<EntityEntry> Changed()
    {
        db.ChangeTracker.DetectChanges();
        return [.. db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)];
    }

    private async Task SaveAsync(Func<List<EntityEntry>, DateTime, AuditRow?> entry, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var changed = Changed();
        foreach (var row in changed.Where(row => row.State == EntityState.Modified && row.Metadata.FindProperty(RowVersion.Name) is not null))
            RowVersion.Advance(row);

        var touchesSnapshot = changed.Any(row => row.Metadata.FindAnnotation(TableNotes.Configuration) is not null);
        var entries = _joinedEntries.Count;
        if (entry(changed, now) is { } audit)
        {
            db.Audit.Add(audit);
            entries++;
        }

        db.Audit.AddRange(_joinedEntries);
        await OweAsync(now, ct);

        using (await gate.EnterAsync(ct))
        {
            // EF would open one for several rows too, but not tell when it commits; a single row is committed by its statement.
            if (touchesSnapshot || _statements.Count > 0 || (db.Database.IsNpgsql() && changed.Count + entries + _events.Count > 1))
            {
                // The transaction ends with the attempt, so nobody would go back to one.
                db.Database.AutoSavepointsEnabled = false;
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                if (touchesSnapshot)
                {
                    await db.Set<TenantRow>().Where(tenant => tenant.Id == db.TenantId)
                        .ExecuteUpdateAsync(set => set.SetProperty(tenant => tenant.SnapshotVersion, tenant => tenant.SnapshotVersion + 1), ct);
                }

                await db.SaveChangesAsync(ct);
                await RunStatementsAsync(ct);
                _mayBeCommitted = true;
                await transaction.CommitAsync(ct);
            }
            else
            {
                _mayBeCommitted = true;
                await db.SaveChangesAsync(ct);
            }
        }

        if (touchesSnapshot) snapshots.Invalidate(db.TenantId);
        if (_events.Count > 0) bell.Ring();
        foreach (var act in _onceSaved) act();
    }

    private async Task OweAsync(DateTime now, CancellationToken ct)
    {
        if (_events.Count == 0) return;
        var places = await EventOrder.NextAsync(db, _events.Count, now, ct);
        var routed = new List<RoutedEvent>();
        foreach (var (change, place) in _events.Zip(places))
        {
            if (await route(db.TenantId, change, origin, now, place, ct) is { } made) routed.Add(made);
        }

        if (routed.Count <= FewEvents)
        {
            db.Events.AddRange(routed.Select(made => made.Event));
            db.Outbox.AddRange(routed.SelectMany(made => made.Deliveries));
        }
        else
        {
            Insert(routed.ConvertAll(made => made.Event));
            Insert(routed.SelectMany(made => made.Deliveries).ToList());
        }
    }

    private async Task RunStatementsAsync(CancellationToken ct)
    {
        try
        {
            foreach (var statement in _statements) await statement(ct);
        }
        catch (DbException problem)
        {
            // As EF says it of the rows that it tracks, so that both are understood alike.
            throw new DbUpdateException(problem.Message, problem);
        }
    }
}
