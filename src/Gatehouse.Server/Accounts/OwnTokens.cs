using System.Linq.Expressions;
using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Accounts;

/// <summary>Hands users the access tokens that their social and enterprise providers gave for them (contract/account-api.md 7).</summary>
internal sealed class OwnTokens(
    GatehouseDb db, UnitOfWork work, FindUser find, KeepTokens keep, RenewTokens renew, AccountRecords records, Snapshots snapshots, Sealer sealer, TimeProvider time)
{
    /// <summary>Of a social account.</summary>
    public Task<Checked<OwnToken>> OfTargetAsync(string userId, string target, CancellationToken ct) =>
        GetAsync(secret => secret.UserId == userId && secret.Target == target, ct);

    /// <summary>Of an enterprise account.</summary>
    public Task<Checked<OwnToken>> OfEnterpriseAsync(string userId, string ssoConnectorId, CancellationToken ct) =>
        GetAsync(secret => secret.UserId == userId && secret.SsoConnectorId == ssoConnectorId, ct);

    /// <summary>Keeps the tokens with which the user came back from the provider, in place of those that were kept before.</summary>
    /// <param name="recordId">Of the provider's answer.</param>
    public async Task<Checked<OwnToken>> ReplaceAsync(string userId, string target, string recordId, CancellationToken ct)
    {
        if (await records.ShownAsync<SocialVerification>(userId, recordId, ct) is not { UserInfo: { } info } record) return AccountRefusals.RecordNotFound;
        var connector = (await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(record.ConnectorId);
        if (connector?.Target != target) return new Refusal("verification_record.social_verification.invalid_target", 422);
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
        if (!user.Identities.Exists(identity => identity.Target == target && identity.IdentityId == info.Id)) return new Refusal("user.identity_not_exists_in_current_user", 422);
        if (!connector.KeepsTokens || record.Tokens is not { } tokens) return new Refusal("verification_record.social_verification.token_response_not_found", 422);
        await StoreAsync(userId, target, info.Id, tokens, ct);
        return Told(tokens.Metadata, AccessTokenOf(tokens.Tokens));
    }

    private async Task<Checked<OwnToken>> GetAsync(Expression<Func<TokenSecret, bool>> isMeant, CancellationToken ct)
    {
        if (await db.TokenSecrets.AsNoTracking().SingleOrDefaultAsync(isMeant, ct) is not { } secret) return new Refusal("secrets.third_party_token_set.token_not_found", 404);
        if (!IsExpired(secret.Metadata)) return Told(secret.Metadata, AccessTokenOf(secret.Tokens));
        if (RefreshTokenOf(secret.Tokens) is not { } refreshToken)
        {
            await DeleteAsync(secret, ct);
            return Expired;
        }

        if (secret is not { ConnectorId: { } connectorId, Target: { } target }) return Expired;
        if (!(await renew.ExecuteAsync(connectorId, refreshToken, ct)).TryGet(out var fresh, out var refused))
        {
            // Another request may have renewed them with the same refresh token a moment ago.
            var now = await db.TokenSecrets.AsNoTracking().SingleOrDefaultAsync(isMeant, ct);
            return now is not null && !IsExpired(now.Metadata) ? Told(now.Metadata, AccessTokenOf(now.Tokens)) : refused;
        }

        await StoreAsync(secret.UserId, target, secret.IdentityId, fresh.Sealed, ct);
        return Told(fresh.Sealed.Metadata, fresh.AccessToken);
    }

    private static Refusal Expired { get; } = new("secrets.third_party_token_set.access_token_expired", 401);

    private Task<Checked<Done>> StoreAsync(string userId, string target, string identityId, SealedTokens tokens, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.TokenSecret.Renewed", userId, async () =>
        {
            await keep.ExecuteAsync(userId, target, identityId, tokens, ct);
            return new Done();
        }, ct);

    /// <summary>Only the set that was looked at.</summary>
    private Task<Checked<Done>> DeleteAsync(TokenSecret secret, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.TokenSecret.Deleted", secret.Id, async () =>
        {
            if (await db.TokenSecrets.SingleOrDefaultAsync(row => row.Id == secret.Id && row.UpdatedAt == secret.UpdatedAt, ct) is { } found) db.TokenSecrets.Remove(found);
            return new Done();
        }, ct);

    private bool IsExpired(JsonText metadata) => SecondsLeft(metadata) is <= 0;

    private long? SecondsLeft(JsonText metadata) =>
        metadata.ToElement().TryGetProperty("expiresAt", out var end) ? end.GetInt64() - time.GetUtcNow().ToUnixTimeSeconds() : null;

    private string AccessTokenOf(Platform.Secrets.SealedText tokens) => Member(tokens, "access_token")!;

    private string? RefreshTokenOf(Platform.Secrets.SealedText tokens) => Member(tokens, "refresh_token");

    private string? Member(Platform.Secrets.SealedText tokens, string name) =>
        JsonText.FromStored(sealer.Open(tokens)).ToElement().TryGetProperty(name, out var value) ? value.GetString() : null;

    private OwnToken Told(JsonText metadata, string accessToken)
    {
        var facts = metadata.ToElement();
        return new OwnToken(accessToken, Text("scope"), Text("tokenType"), SecondsLeft(metadata));

        string? Text(string name) => facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}

/// <summary>An access token of a provider, for its user.</summary>
/// <param name="Scope">Null: the provider did not say.</param>
/// <param name="TokenType">Null: the provider did not say.</param>
/// <param name="ExpiresIn">Seconds; null: the provider did not say.</param>
internal sealed record OwnToken(string AccessToken, string? Scope, string? TokenType, long? ExpiresIn)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(OwnToken);
}
