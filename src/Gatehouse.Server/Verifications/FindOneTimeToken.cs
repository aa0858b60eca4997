using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Verifications;

/// <summary>Looks at a one-time token without using it.</summary>
internal sealed class FindOneTimeToken(GatehouseDb db, TimeProvider time)
{
    /// <returns>One of <see cref="OneTimeTokenStatus"/>; null when there is no such token.</returns>
    public async Task<string?> StatusAsync(string value, CancellationToken ct)
    {
        var digest = OneTimeToken.DigestOf(value);
        return (await db.OneTimeTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Digest == digest, ct))?.StatusAt(time.GetUtcNow().UtcDateTime);
    }
}
