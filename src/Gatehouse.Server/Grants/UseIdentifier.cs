using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Takes each <c>jti</c> once (RFC 7523 section 3, RFC 9449 section 11.1): the database refuses the second row of its key.</summary>
internal sealed class UseIdentifier(GatehouseDb db, UnitOfWork work)
{
    public const string ClientAssertion = "client_assertion";
    public const string Dpop = "dpop";

    /// <param name="maker">Whose identifier it is: two makers may use the same one.</param>
    /// <param name="expiresAt">Until when it must be remembered.</param>
    /// <returns>False: it was used before.</returns>
    public async Task<bool> ExecuteAsync(string purpose, string maker, string identifier, DateTimeOffset expiresAt, CancellationToken ct)
    {
        var digest = OpaqueToken.DigestOf($"{maker}\n{identifier}");
        var used = await work.WriteAsync<bool>(_ => null, async () =>
        {
            if (await db.UsedIdentifiers.AnyAsync(known => known.Purpose == purpose && known.Digest == digest, ct)) return false;
            db.UsedIdentifiers.Add(new UsedIdentifier { TenantId = db.TenantId, Purpose = purpose, Digest = digest, ExpiresAt = expiresAt.UtcDateTime });
            return true;
        }, ct);
        return used.TryGet(out var isFirst, out _) && isFirst;
    }
}
