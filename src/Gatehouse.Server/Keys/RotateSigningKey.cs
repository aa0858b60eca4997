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
            var keys = await SettledAsync(ct);
            if (keys.Exists(key => key.Status == SigningKeyStatus.Next)) return NextExists;
            Retire(keys);
            return Add(algorithm, made, SigningKeyStatus.Current);
        }, ct);
    }

    /// <summary>A new key is published now and signs by itself once the grace period is over. One that was staged before is dropped.</summary>
    public Task<Checked<SigningKey>> ScheduleAsync(SigningAlgorithm algorithm, TimeSpan grace, CancellationToken ct)
    {
        var made = SigningKeys.Generate(algorithm);
        return work.WriteAsync<SigningKey>("Change.SigningKey.Staged", subject: null, async () =>
        {
            if ((await SettledAsync(ct)).Find(key => key.Status == SigningKeyStatus.Next) is { } staged) db.SigningKeys.Remove(staged);
            var key = Add(algorithm, made, SigningKeyStatus.Next);
            key.EffectiveAt = key.CreatedAt + grace;
            return key;
        }, ct);
    }

    /// <summary>A new key is published, so that everybody knows it before it signs; <see cref="PromoteAsync"/> puts it into use.</summary>
    public Task<Checked<SigningKey>> StageAsync(SigningAlgorithm algorithm, CancellationToken ct)
    {
        var made = SigningKeys.Generate(algorithm);
        return work.WriteAsync<SigningKey>("Change.SigningKey.Staged", subject: null, async () =>
            (await SettledAsync(ct)).Exists(key => key.Status == SigningKeyStatus.Next) ? NextExists : Add(algorithm, made, SigningKeyStatus.Next), ct);
    }

    /// <summary>The staged key signs from now on.</summary>
    public Task<Checked<SigningKey>> PromoteAsync(CancellationToken ct) =>
        work.WriteAsync<SigningKey>("Change.SigningKey.Promoted", subject: null, async () =>
        {
            var keys = await SettledAsync(ct);
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
            var keys = await SettledAsync(ct);
            if (keys.Count == 1) return new Refusal("oidc.key_required", 422);
            if (keys.Find(key => key.Id == id) is not { } key) return new Refusal("oidc.key_not_found", 404);
            if (key.Status != SigningKeyStatus.Previous) return new Refusal("oidc.only_previous_key_can_be_deleted", 422);
            db.SigningKeys.Remove(key);
            return new Done();
        }, ct);

    /// <summary>The keys, after a staged one whose time has come was given its place in the rows too.</summary>
    private async Task<List<SigningKey>> SettledAsync(CancellationToken ct)
    {
        var rows = await db.SigningKeys.ToListAsync(ct);
        var now = SigningKey.AsOf(time.GetUtcNow().UtcDateTime, rows);
        db.SigningKeys.RemoveRange(rows.Except(now.Select(row => row.Key)));
        foreach (var (key, status) in now.Where(row => row.Key.Status != row.Status)) (key.Status, key.EffectiveAt) = (status, null);
        return [.. now.Select(row => row.Key)];
    }

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
