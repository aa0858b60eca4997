using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Domains;

/// <summary>Keeps the files that third parties ask for at a domain (contract/management-misc.md 6).</summary>
internal sealed class ReplaceVerificationFiles(GatehouseDb db, UnitOfWork work)
{
    public Task<Checked<JsonText>> ExecuteAsync(string domainId, JsonText files, CancellationToken ct) =>
        work.WriteAsync<JsonText>("Change.Domain.Updated", domainId, async () =>
        {
            if (await db.Domains.SingleOrDefaultAsync(domain => domain.Id == domainId, ct) is not { } found) return DomainRefusals.NotThere(domainId);
            found.VerificationFiles = files;
            return files;
        }, ct);
}
