using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Makes, renames and deletes a user's personal access tokens (contract/management-api.md 2.16). Value and end never change.</summary>
internal sealed class PersonalAccessTokens(GatehouseDb db, UnitOfWork work, Sealer sealer, TimeProvider time)
{
    /// <param name="expiresAt">UTC; null: never.</param>
    public Task<Checked<PersonalAccessToken>> CreateAsync(string userId, string name, DateTime? expiresAt, CancellationToken ct) =>
        work.WriteAsync<PersonalAccessToken>("Change.User.PersonalAccessTokenCreated", userId, () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (expiresAt <= now) return Task.FromResult<Checked<PersonalAccessToken>>(Refusal.InvalidRequest("expiresAt must be in the future"));
            var value = PersonalAccessToken.Prefix + Identifier.Secret();
            var token = new PersonalAccessToken
            {
                TenantId = db.TenantId,
                UserId = userId,
                Name = name,
                Value = sealer.Seal(value),
                Digest = OpaqueToken.DigestOf(value),
                CreatedAt = now,
                ExpiresAt = expiresAt,
            };
            db.PersonalAccessTokens.Add(token);
            return Task.FromResult<Checked<PersonalAccessToken>>(token);
        }, ct);

    public Task<Checked<PersonalAccessToken>> RenameAsync(string userId, string currentName, string name, CancellationToken ct) =>
        work.WriteAsync<PersonalAccessToken>("Change.User.PersonalAccessTokenRenamed", userId, async () =>
        {
            if (await FindAsync(userId, currentName, ct) is not { } token) return new Refusal("entity.not_exists", 404);
            if (name == currentName) return token;
            // The name is part of the key, which no row changes.
            var renamed = new PersonalAccessToken
            {
                TenantId = token.TenantId,
                UserId = userId,
                Name = name,
                Value = token.Value,
                Digest = token.Digest,
                CreatedAt = token.CreatedAt,
                ExpiresAt = token.ExpiresAt,
            };
            db.PersonalAccessTokens.Remove(token);
            db.PersonalAccessTokens.Add(renamed);
            return renamed;
        }, ct);

    public Task<Checked<Done>> DeleteAsync(string userId, string name, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.User.PersonalAccessTokenDeleted", userId, async () =>
        {
            if (await FindAsync(userId, name, ct) is not { } token) return UserRefusals.NotFound;
            db.PersonalAccessTokens.Remove(token);
            return new Done();
        }, ct);

    private Task<PersonalAccessToken?> FindAsync(string userId, string name, CancellationToken ct) =>
        db.PersonalAccessTokens.SingleOrDefaultAsync(token => token.UserId == userId && token.Name == name, ct);
}
