using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Verifications;

/// <summary>Sets the status of a one-time token, or deletes it (contract/management-misc.md 9).</summary>
internal sealed class ChangeOneTimeToken(GatehouseDb db, UnitOfWork work)
{
    public Task<Checked<OneTimeToken>> SetStatusAsync(string id, string status, CancellationToken ct) =>
        work.WriteAsync<OneTimeToken>("Change.OneTimeToken.Updated", id, async () =>
        {
            if (await db.OneTimeTokens.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } token) return NotThere(id);
            if (status == OneTimeTokenStatus.Active) return new Refusal("one_time_token.cannot_reactivate_token");
            token.Status = status;
            return token;
        }, ct);

    public Task<Checked<Done>> DeleteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.OneTimeToken.Deleted", id, async () =>
        {
            if (await db.OneTimeTokens.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } token) return new Refusal("entity.not_found", 404);
            db.OneTimeTokens.Remove(token);
            return new Done();
        }, ct);

    public static Refusal NotThere(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "one-time tokens").With("id", id);
}
