using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>
/// Keeps and forgets the tokens of providers, each within the change that is under way: a set for each social account of a user
/// (contract/management-api.md 2.10).
/// </summary>
internal sealed class KeepTokens(GatehouseDb db, TimeProvider time)
{
    /// <param name="identityId">The user's id at the provider.</param>
    /// <param name="tokens">Null: there are none to keep; those of another account at the target are no good any more.</param>
    public async Task ExecuteAsync(string userId, string target, string identityId, SealedTokens? tokens, CancellationToken ct)
    {
        var known = await db.TokenSecrets.SingleOrDefaultAsync(secret => secret.UserId == userId && secret.Target == target, ct);
        var now = time.GetUtcNow().UtcDateTime;
        if (tokens is null)
        {
            if (known is not null && known.IdentityId != identityId) db.TokenSecrets.Remove(known);
            return;
        }

        if (known is null)
        {
            db.TokenSecrets.Add(new TokenSecret
            {
                TenantId = db.TenantId, Id = Identifier.Long(), UserId = userId, Tokens = tokens.Tokens, Metadata = tokens.Metadata, IdentityId = identityId,
                ConnectorId = tokens.ConnectorId, Target = target, CreatedAt = now, UpdatedAt = now,
            });
        }
        else
        {
            (known.ConnectorId, known.IdentityId, known.Tokens, known.Metadata, known.UpdatedAt) = (tokens.ConnectorId, identityId, tokens.Tokens, tokens.Metadata, now);
        }
    }

    /// <summary>The connector keeps none any more, or is no more.</summary>
    public Task ForgetAsync(string connectorId, CancellationToken ct) => db.TokenSecrets.Where(secret => secret.ConnectorId == connectorId).ExecuteDeleteAsync(ct);
}
