using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>A part of the snapshot: the configuration of one area, read in one go, immutable afterwards.</summary>
internal interface ISnapshotPart<TSelf> where TSelf : class, ISnapshotPart<TSelf>
{
    static abstract Task<TSelf> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct);
}

/// <summary>How to load one part; registered by the area that owns it.</summary>
internal sealed record SnapshotPart(Type Type, Func<GatehouseDb, IServiceProvider, CancellationToken, Task<object>> LoadAsync);

/// <summary>The configuration of one tenant at one moment.</summary>
internal sealed class Snapshot(string tenantId, long version, FrozenDictionary<Type, object> parts)
{
    public string TenantId => tenantId;

    public long Version => version;

    public T Get<T>() where T : class, ISnapshotPart<T> => (T)parts[typeof(T)];
}

/// <summary>
/// The current snapshot of each tenant. A change on this node swaps it at once; a change elsewhere (another node, the command line) is
/// noticed by the version in the tenant's row, which is looked at no more than once a second.
/// </summary>
internal sealed class Snapshots(IServiceScopeFactory scopes, IEnumerable<SnapshotPart> parts, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Slot> slots = new();
    private readonly SnapshotPart[] parts = [.. parts];

    public ValueTask<Snapshot> GetAsync(string tenantId, CancellationToken ct)
    {
        var slot = slots.GetOrAdd(tenantId, _ => new Slot());
        return slot.Current is { } snapshot && !slot.IsStale && time.GetElapsedTime(slot.LookedAt) < LookInterval
            ? ValueTask.FromResult(snapshot)
            : new ValueTask<Snapshot>(RefreshAsync(tenantId, slot, ct));
    }

    public void Invalidate(string tenantId)
    {
        if (slots.TryGetValue(tenantId, out var slot)) slot.IsStale = true;
    }

    private async Task<Snapshot> RefreshAsync(string tenantId, Slot slot, CancellationToken ct)
    {
        await slot.Turn.WaitAsync(ct);
        try
        {
            if (slot.Current is { } fresh && !slot.IsStale && time.GetElapsedTime(slot.LookedAt) < LookInterval) return fresh;
            // Cleared before reading: a change that is committed from here on marks the slot stale again.
            var wasStale = slot.IsStale;
            slot.IsStale = false;
            var lookedAt = time.GetTimestamp();
            using var scope = scopes.CreateScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = tenantId;
            var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
            var version = await db.Set<TenantRow>().Where(tenant => tenant.Id == tenantId).Select(tenant => tenant.SnapshotVersion).SingleAsync(ct);
            if (slot.Current is null || wasStale || slot.Current.Version != version)
                slot.Current = await LoadAsync(tenantId, version, db, scope.ServiceProvider, ct);
            slot.LookedAt = lookedAt;
            return slot.Current;
        }
        catch
        {
            slot.IsStale = true;
            throw;
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
        var loaded = new Dictionary<Type, object>();
        foreach (var part in parts)
            loaded[part.Type] = await part.LoadAsync(db, services, ct);
        return new Snapshot(tenantId, version, loaded.ToFrozenDictionary());
    }

    private sealed class Slot
    {
        private volatile bool isStale;
        private volatile Snapshot? current;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public Snapshot? Current { get => current; set => current = value; }

        public bool IsStale { get => isStale; set => isStale = value; }

        public long LookedAt { get; set; }
    }
}
