using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Keys;

/// <summary>Puts cookie keys into use and out of it (contract/oidc.md 1.3). What the key before signed stays good.</summary>
internal sealed class RotateCookieKey(GatehouseDb db, UnitOfWork work, Sealer sealer, TimeProvider time)
{
    /// <summary>How many are kept: the one that signs and the one before (contract/management-misc.md 3).</summary>
    private const int Kept = 2;

    /// <summary>A new key signs from now on; what the one before the last signed is void.</summary>
    public Task<Checked<CookieKey>> ExecuteAsync(CancellationToken ct) =>
        work.WriteAsync<CookieKey>("Change.CookieKey.Rotated", subject: null, async () =>
        {
            var former = await db.CookieKeys.OrderByDescending(row => row.CreatedAt).ToListAsync(ct);
            db.CookieKeys.RemoveRange(former.Skip(Kept - 1));
            var key = new CookieKey
            {
                TenantId = db.TenantId, Id = Identifier.Long(), Value = sealer.Seal(Identifier.Secret()), CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            db.CookieKeys.Add(key);
            return key;
        }, ct);

    /// <summary>Every cookie that the key signed is void from now on.</summary>
    public Task<Checked<Done>> DeleteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.CookieKey.Deleted", id, async () =>
        {
            var keys = await db.CookieKeys.ToListAsync(ct);
            if (keys.Count == 1) return new Refusal("oidc.key_required", 422);
            if (keys.Find(key => key.Id == id) is not { } key) return new Refusal("oidc.key_not_found", 404);
            db.CookieKeys.Remove(key);
            return new Done();
        }, ct);
}
