using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Domains;

/// <summary>Domains as they are shown: whoever looks at one makes the provider check it (contract/management-misc.md 6).</summary>
internal sealed class FindDomains(GatehouseDb db, UnitOfWork work, HostNames hostNames)
{
    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<Domain>> AllAsync(CancellationToken ct)
    {
        await CheckAsync(db.Domains, ct);
        return await db.Domains.AsNoTracking().OrderBy(domain => domain.CreatedAt).ThenBy(domain => domain.Id).ToListAsync(ct);
    }

    public async Task<Checked<Domain>> OneAsync(string id, CancellationToken ct)
    {
        await CheckAsync(db.Domains.Where(domain => domain.Id == id), ct);
        return await db.Domains.AsNoTracking().SingleOrDefaultAsync(domain => domain.Id == id, ct) is { } found ? found : DomainRefusals.NotThere(id);
    }

    private async Task CheckAsync(IQueryable<Domain> asked, CancellationToken ct)
    {
        var waiting = asked.Where(domain => domain.Status == DomainStatus.PendingVerification || domain.Status == DomainStatus.PendingSsl);
        if (!hostNames.AreOffered || !await waiting.AnyAsync(ct)) return;
        await work.WriteAsync<Done>("Change.Domain.Checked", null, async () =>
        {
            foreach (var domain in await waiting.ToListAsync(ct)) domain.Status = DomainStatus.Active;
            return new Done();
        }, ct);
    }
}
