using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Keys;

/// <summary>
/// Puts signing keys into use and out of it (contract/oidc.md 1.3). What the old Current signed stays good: it is published as Previous
/// until the rotation after next.
/// </summary>
internal sealed class RotateSigningKey(GatehouseDb db, UnitOfWork work, Sealer sealer, TimeProvider time)
{
    private static readonly Refusal NextExists = new("oidc.invalid_request", 422);

    /// <summary>A new key signs from now on.</summary>
    public Task<Checked<SigningKey>> ExecuteAsync(SigningAlgorithm algorithm, CancellationToken ct)
    {
        var made = SigningKeys.Generate(algorithm);
        return work.WriteAsync<SigningKey>("Change.SigningKey.Rotated", subject: null, async () =>
        {
            var keys = await db.SigningKeys.ToListAsync(ct);
            if (keys.Exists(key => key.Status == SigningKeyStatus.Next)) return NextExists;
            Retire(keys);
            return Add(algorithm, made, SigningKeyStatus.Current);
        }, ct);
    }

    /// <summary>A new key is published, so that everybody knows it before it signs; <see cref="PromoteAsync"/> puts it into use.</summary>
    public Task<Checked<SigningKey>> StageAsync(SigningAlgorithm algorithm, CancellationToken ct)
    {
        var made = SigningKeys.Generate(algorithm);
        return work.WriteAsync<SigningKey>("Change.SigningKey.Staged", subject: null, async () =>
            await db.SigningKeys.AnyAsync(key => key.Status == SigningKeyStatus.Next, ct) ? NextExists : Add(algorithm, made, SigningKeyStatus.Next), ct);
    }

    /// <summary>The staged key signs from now on.</summary>
    public Task<Checked<SigningKey>> PromoteAsync(CancellationToken ct) =>
        work.WriteAsync<SigningKey>("Change.SigningKey.Promoted", subject: null, async () =>
        {
            var keys = await db.SigningKeys.ToListAsync(ct);
            if (keys.Find(key => key.Status == SigningKeyStatus.Next) is not { } next) return new Refusal("oidc.key_not_found", 404);
            Retire(keys);
            // The row is made anew: two statuses can't change places under the unique index in one go.
            db.SigningKeys.Remove(next);
            var promoted = new SigningKey
            {
                TenantId = next.TenantId, Id = Identifier.Long(), Algorithm = next.Algorithm, PrivateKey = next.PrivateKey,
                Status = SigningKeyStatus.Current, CreatedAt = next.CreatedAt,
            };
            db.SigningKeys.Add(promoted);
            return promoted;
        }, ct);

    /// <summary>What the key signed is refused from now on.</summary>
    public Task<Checked<Done>> DeleteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.SigningKey.Deleted", id, async () =>
        {
            var keys = await db.SigningKeys.ToListAsync(ct);
            if (keys.Find(key => key.Id == id) is not { } key) return new Refusal("oidc.key_not_found", 404);
            if (keys.Count == 1) return new Refusal("oidc.key_required", 422);
            if (key.Status != SigningKeyStatus.Previous) return new Refusal("oidc.only_previous_key_can_be_deleted", 422);
            db.SigningKeys.Remove(key);
            return new Done();
        }, ct);

    private void Retire(List<SigningKey> keys)
    {
        if (keys.Find(key => key.Status == SigningKeyStatus.Previous) is { } oldest) db.SigningKeys.Remove(oldest);
        keys.Find(key => key.Status == SigningKeyStatus.Current)!.Status = SigningKeyStatus.Previous;
    }

    private SigningKey Add(SigningAlgorithm algorithm, string privateKey, SigningKeyStatus status)
    {
        var key = new SigningKey
        {
            TenantId = db.TenantId, Id = Identifier.Long(), Algorithm = algorithm.Name, PrivateKey = sealer.Seal(privateKey), Status = status,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        db.SigningKeys.Add(key);
        return key;
    }
}
