using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>A part of the snapshot: the configuration of one area, read in one go, immutable afterwards.</summary>
internal interface ISnapshotPart<TSelf> where TSelf : class, ISnapshotPart<TSelf>
{
    static abstract Task<TSelf> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct);

    /// <summary>From when on the clock has made it old, without a change in the database; null = never.</summary>
    DateTime? GoodUntil => null;
}

/// <summary>How to load one part; registered by the area that owns it.</summary>
internal sealed record SnapshotPart(Type Type, Func<GatehouseDb, IServiceProvider, CancellationToken, Task<(object Part, DateTime? GoodUntil)>> LoadAsync);

/// <summary>The configuration of one tenant at one moment.</summary>
internal sealed class Snapshot(string tenantId, long version, DateTime? goodUntil, FrozenDictionary<Type, object> parts)
{
    public string TenantId => tenantId;

    public long Version => version;

    /// <summary>From when on another snapshot must be read; null = when something changes.</summary>
    public DateTime? GoodUntil => goodUntil;

    public T Get<T>() where T : class, ISnapshotPart<T> => (T)parts[typeof(T)];

    /// <summary>The same with another value of one part: what it would be.</summary>
    public Snapshot With<T>(T part) where T : class, ISnapshotPart<T> =>
        new(tenantId, version, goodUntil, parts.Select(each => each.Key == typeof(T) ? KeyValuePair.Create(each.Key, (object)part) : each).ToFrozenDictionary());
}

/// <summary>
/// The current snapshot of each tenant. A change on this node swaps it at once; a change elsewhere (another node, the command line) is
/// noticed by the version in the tenant's row, which is looked at no more than once a second; while <see cref="SnapshotListener"/> hears of such
/// changes, every five seconds will do, which bounds what an unnoticed loss can cost. What the clock alone changes is read anew when its time has come.
/// </summary>
internal sealed class Snapshots(IServiceScopeFactory scopes, IEnumerable<SnapshotPart> parts, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HearingLookInterval = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Slot> slots = new();
    private readonly SnapshotPart[] parts = [.. parts];
    private volatile bool hearsChanges;

    /// <summary>Whether changes made elsewhere are told to <see cref="Invalidate"/> as soon as they are committed.</summary>
    public bool HearsChanges { get => hearsChanges; set => hearsChanges = value; }

    public ValueTask<Snapshot> GetAsync(string tenantId, CancellationToken ct)
    {
        var slot = slots.GetOrAdd(tenantId, _ => new Slot());
        return Fresh(slot) is { } snapshot ? ValueTask.FromResult(snapshot) : new ValueTask<Snapshot>(RefreshAsync(tenantId, slot, ct));
    }

    public void Invalidate(string tenantId)
    {
        if (slots.TryGetValue(tenantId, out var slot)) slot.CountChange();
    }

    public void InvalidateAll()
    {
        foreach (var slot in slots.Values) slot.CountChange();
    }

    /// <summary>Null when a change was committed since it was read, even while another request is reading the new one.</summary>
    private Snapshot? Fresh(Slot slot) =>
        slot.Current is { } current && current.Changes == slot.Changes && time.GetElapsedTime(current.LookedAt) < (hearsChanges ? HearingLookInterval : LookInterval) && IsGood(current.Snapshot)
            ? current.Snapshot : null;

    private bool IsGood(Snapshot snapshot) => snapshot.GoodUntil is not { } end || time.GetUtcNow().UtcDateTime < end;

    private async Task<Snapshot> RefreshAsync(string tenantId, Slot slot, CancellationToken ct)
    {
        await slot.Turn.WaitAsync(ct);
        try
        {
            if (Fresh(slot) is { } fresh) return fresh;
            // Counted before reading: what is committed from here on makes this snapshot an old one. A failure leaves everything as it was.
            var changes = slot.Changes;
            var lookedAt = time.GetTimestamp();
            await using var scope = scopes.OfTenant(tenantId);
            var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
            var version = await db.Set<TenantRow>().Where(tenant => tenant.Id == tenantId).Select(tenant => tenant.SnapshotVersion).SingleAsync(ct);
            var snapshot = slot.Current is { } known && known.Changes == changes && known.Snapshot.Version == version && IsGood(known.Snapshot)
                ? known.Snapshot : await LoadAsync(tenantId, version, db, scope.ServiceProvider, ct);
            slot.Current = new Held(snapshot, changes, lookedAt);
            return snapshot;
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(string tenantId, long version, GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        // Without tracking, and in one transaction, so that the parts belong to the same moment. On SQLite every transaction is one moment;
        // this level makes the driver say BEGIN DEFERRED, where any other would take the write lock and make readers wait for writers.
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await using var moment = await db.Database.BeginTransactionAsync(
            db.Database.IsSqlite() ? System.Data.IsolationLevel.ReadUncommitted : System.Data.IsolationLevel.RepeatableRead, ct);
        var loaded = new Dictionary<Type, (object Part, DateTime? GoodUntil)>();
        foreach (var part in parts)
            loaded[part.Type] = await part.LoadAsync(db, services, ct);
        return new Snapshot(tenantId, version, loaded.Values.Min(part => part.GoodUntil), loaded.ToFrozenDictionary(part => part.Key, part => part.Value.Part));
    }

    /// <param name="Changes">How many changes this node had made when the snapshot was read.</param>
    /// <param name="LookedAt">When the database was last asked for news.</param>
    private sealed record Held(Snapshot Snapshot, long Changes, long LookedAt);

    private sealed class Slot
    {
        private long changes;
        private volatile Held? current;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public Held? Current { get => current; set => current = value; }

        public long Changes => Interlocked.Read(ref changes);

        public void CountChange() => Interlocked.Increment(ref changes);
    }
}
