using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Domains;

/// <summary>Tells the provider of host names about a domain (contract/management-misc.md 6).</summary>
internal sealed class CreateDomain(GatehouseDb db, UnitOfWork work, HostNames hostNames, TimeProvider time)
{
    public async Task<Checked<Domain>> ExecuteAsync(string name, CancellationToken ct)
    {
        if (hostNames.RefuseWithoutProvider() is { } refused) return refused;
        var host = name.ToLowerInvariant();
        if (hostNames.IsForbidden(host)) return new Refusal("domain.domain_is_not_allowed");
        var id = Identifier.Long();
        return await work.WriteAsync<Domain>("Change.Domain.Created", id, () =>
        {
            var domain = new Domain { TenantId = db.TenantId, Id = id, Name = host, DnsRecords = hostNames.DnsRecordsOf(host), CreatedAt = time.GetUtcNow().UtcDateTime };
            db.Domains.Add(domain);
            return Task.FromResult<Checked<Domain>>(domain);
        }, ct);
    }
}
