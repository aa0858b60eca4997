using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Takes back what was given out, inside a unit of work (RFC 7009; contract/oidc.md 11.4, 12 and 18).</summary>
internal sealed class RevokeTokens(GatehouseDb db)
{
    /// <summary>The grant goes, and with it every code and token that hangs on it.</summary>
    public void WithGrant(Grant grant) => db.Grants.Remove(grant);

    /// <summary>Every code and token of the grant goes; what the user agreed to stays.</summary>
    public async Task OfGrantAsync(string grantId, CancellationToken ct) =>
        db.IssuedTokens.RemoveRange(await db.IssuedTokens.Where(token => token.GrantId == grantId).ToListAsync(ct));
}
