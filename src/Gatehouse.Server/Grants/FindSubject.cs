using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Finds the user that a subject or actor token stands for (RFC 8693; contract/oidc.md 15.4).</summary>
internal sealed class FindSubject(GatehouseDb db, FindToken tokens, AccessTokenVerifier jwts)
{
    /// <summary>Null: the token is unknown, expired, revoked, or not a user's.</summary>
    public async Task<FoundSubject?> ByTokenAsync(SubjectTokenKind? kind, string token, DateTimeOffset now, CancellationToken ct) => kind switch
    {
        SubjectTokenKind.OpaqueAccessToken => await OpaqueAsync(token, now, ct) is { } found ? new FoundSubject(found.User, null) : null,
        SubjectTokenKind.JwtAccessToken => await JwtAsync(token, ct),
        SubjectTokenKind.Impersonation => await ImpersonationAsync(token, now, ct),
        SubjectTokenKind.PersonalAccessToken => await PersonalAsync(token, now, ct),
        _ => null,
    };

    /// <summary>Null: not a live opaque access token.</summary>
    public async Task<ActorFacts?> ActorAsync(string token, DateTimeOffset now, CancellationToken ct) =>
        await OpaqueAsync(token, now, ct) is { } found ? new ActorFacts(found.Row.UserId, ScopeSet.Parse(found.Row.Scope)) : null;

    private async Task<FoundToken?> OpaqueAsync(string token, DateTimeOffset now, CancellationToken ct) =>
        await tokens.ByValueAsync(token, now, ct, TokenKind.AccessToken) is { } found && found.IsLive(now) ? found : null;

    private async Task<FoundSubject?> JwtAsync(string token, CancellationToken ct)
    {
        var verified = await jwts.VerifyAsync(token, audience: null, [db.TenantId], ct);
        // An application's own token has no user in it.
        if (!verified.TryGet(out var claims, out _) || claims.Subject is not { } subject || subject == claims.ClientId) return null;
        return await UserAsync(subject, ct) is { } user ? new FoundSubject(user, null) : null;
    }

    private async Task<FoundSubject?> ImpersonationAsync(string token, DateTimeOffset now, CancellationToken ct)
    {
        var digest = OpaqueToken.DigestOf(token);
        return await db.SubjectTokens.SingleOrDefaultAsync(row => row.Digest == digest, ct) is { } found && now.UtcDateTime < found.ExpiresAt
            && await UserAsync(found.UserId, ct) is { } user ? new FoundSubject(user, found) : null;
    }

    private async Task<FoundSubject?> PersonalAsync(string token, DateTimeOffset now, CancellationToken ct)
    {
        var digest = OpaqueToken.DigestOf(token);
        return await db.PersonalAccessTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Digest == digest, ct) is { } found
            && (found.ExpiresAt is null || now.UtcDateTime < found.ExpiresAt)
            && await UserAsync(found.UserId, ct) is { } user ? new FoundSubject(user, null) : null;
    }

    private Task<User?> UserAsync(string userId, CancellationToken ct) => db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, ct);
}

/// <param name="Once">The impersonation token, which this exchange uses up.</param>
internal sealed record FoundSubject(User User, SubjectToken? Once)
{
    public SubjectFacts Facts => new(User.Id, Once?.ConsumedAt is not null);
}
