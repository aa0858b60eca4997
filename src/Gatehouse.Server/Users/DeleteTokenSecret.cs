using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>Forgets the tokens of a provider; the account stays linked (contract/management-api.md 2.11).</summary>
internal sealed class DeleteTokenSecret(GatehouseDb db, UnitOfWork work)
{
    public Task<Checked<Done>> ExecuteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.TokenSecret.Deleted", id, async () =>
        {
            if (await db.TokenSecrets.SingleOrDefaultAsync(secret => secret.Id == id, ct) is not { } found) return UserRefusals.NotFound;
            db.TokenSecrets.Remove(found);
            return new Done();
        }, ct);
}
