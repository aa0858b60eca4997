using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Makes a token that lets an application act for a user once (contract/management-misc.md 9, oidc.md 15.4).</summary>
internal sealed class CreateSubjectToken(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <returns>The value, which is kept nowhere.</returns>
    public Task<Checked<string>> ExecuteAsync(string userId, JsonText context, string creatorId, CancellationToken ct) =>
        work.WriteAsync<string>("Change.SubjectToken.Created", userId, async () =>
        {
            if (!await db.Users.AnyAsync(user => user.Id == userId, ct)) return new Refusal("entity.relation_foreign_key_not_found", 404);
            var value = SubjectToken.Prefix + OpaqueToken.New();
            var now = time.GetUtcNow().UtcDateTime;
            db.SubjectTokens.Add(new SubjectToken
            {
                TenantId = db.TenantId,
                Digest = OpaqueToken.DigestOf(value),
                UserId = userId,
                Context = context,
                CreatorId = creatorId,
                CreatedAt = now,
                ExpiresAt = now + SubjectToken.Lifetime,
            });
            return value;
        }, ct);
}
