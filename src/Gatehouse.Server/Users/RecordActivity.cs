using System.Collections.Concurrent;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Calendar;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>
/// Notes that a user is active today, inside the unit of work that issues a token: one row a user and day, in the same commit. Two that find
/// no row at once are told apart by the key, and the unit of work runs the later one again.
/// </summary>
internal sealed class RecordActivity(GatehouseDb db, KnownActivity known, TimeProvider time)
{
    public async Task ExecuteAsync(string userId, CancellationToken ct)
    {
        var today = time.Today;
        if (known.Has(db.TenantId, userId, today)) return;
        // Only what is in the database for certain is remembered: this unit of work may still fail.
        if (await db.DailyActiveUsers.AnyAsync(row => row.Date == today && row.UserId == userId, ct)) known.Add(db.TenantId, userId, today);
        else db.DailyActiveUsers.Add(new DailyActiveUser { TenantId = db.TenantId, Date = today, UserId = userId });
    }
}

/// <summary>Who is known to be noted for the day, so that the tokens that follow cost nothing. Forgotten at midnight, and when there are too many.</summary>
internal sealed class KnownActivity
{
    private const int MostKept = 100_000;
    private readonly ConcurrentDictionary<(string TenantId, string UserId), DateOnly> _days = new();

    public bool Has(string tenantId, string userId, DateOnly day) => _days.TryGetValue((tenantId, userId), out var known) && known == day;

    public void Add(string tenantId, string userId, DateOnly day)
    {
        if (_days.Count >= MostKept) _days.Clear();
        _days[(tenantId, userId)] = day;
    }
}
