using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Verifications;

/// <summary>Makes a one-time token; sending it is the caller's (contract/management-misc.md 9).</summary>
internal sealed class CreateOneTimeToken(GatehouseDb db, UnitOfWork work, Sealer sealer, TimeProvider time)
{
    public Task<Checked<OneTimeToken>> ExecuteAsync(string email, JsonText context, TimeSpan lifetime, CancellationToken ct)
    {
        var id = Identifier.Long();
        return work.WriteAsync<OneTimeToken>("Change.OneTimeToken.Created", id, () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var value = Identifier.Secret();
            var token = new OneTimeToken
            {
                TenantId = db.TenantId,
                Id = id,
                Email = email,
                Token = sealer.Seal(value),
                Digest = OneTimeToken.DigestOf(value),
                Context = context,
                CreatedAt = now,
                ExpiresAt = lifetime < DateTime.MaxValue - now ? now + lifetime : DateTime.MaxValue,
            };
            db.OneTimeTokens.Add(token);
            return Task.FromResult<Checked<OneTimeToken>>(token);
        }, ct);
    }
}
