using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Domains;

/// <summary>Deletes a domain, or all that nobody has brought into order (contract/management-misc.md 6).</summary>
internal sealed class DeleteDomains(GatehouseDb db, UnitOfWork work, HostNames hostNames, TimeProvider time)
{
    /// <summary>A longer time than this one reaches back to no domain at all.</summary>
    private const decimal MostDays = 36_500;

    public async Task<Checked<Done>> OneAsync(string id, CancellationToken ct)
    {
        if (hostNames.RefuseWithoutProvider() is { } refused) return refused;
        return await work.WriteAsync<Done>("Change.Domain.Deleted", id, async () =>
        {
            if (await db.Domains.SingleOrDefaultAsync(domain => domain.Id == id, ct) is not { } found) return DomainRefusals.NotThere(id);
            db.Domains.Remove(found);
            return new Done();
        }, ct);
    }

    /// <summary>Those that are that old and not active.</summary>
    public async Task<Checked<DomainCleanup>> StaleAsync(decimal days, CancellationToken ct)
    {
        if (hostNames.RefuseWithoutProvider() is { } refused) return refused;
        var before = time.GetUtcNow().UtcDateTime.AddDays(-(double)Math.Clamp(days, 0, MostDays));
        return await work.WriteAsync<DomainCleanup>("Change.Domain.Cleaned", null, async () =>
        {
            var old = await db.Domains.Where(domain => domain.CreatedAt < before).ToListAsync(ct);
            var stale = old.Where(domain => domain.Status != DomainStatus.Active).ToList();
            db.Domains.RemoveRange(stale);
            return new DomainCleanup(old.Count, stale.Count, old.Count - stale.Count);
        }, ct);
    }
}

/// <summary>What became of the domains that were old enough to be looked at.</summary>
internal sealed record DomainCleanup(int Scanned, int Deleted, int SkippedActive);
