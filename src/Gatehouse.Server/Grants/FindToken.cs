using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Finds what was given out by the value that somebody presents, with all that its worth depends on, in one query.</summary>
internal sealed class FindToken(GatehouseDb db)
{
    /// <summary>Null: there is no such thing of these kinds. The rows are tracked: inside a unit of work they may be used up or removed.</summary>
    public async Task<FoundToken?> ByValueAsync(string value, DateTimeOffset now, CancellationToken ct, params TokenKind[] kinds)
    {
        var digest = OpaqueToken.DigestOf(value);
        var (tokens, grants, users, sessions) = (db.IssuedTokens, db.Grants, db.Users, db.Sessions);
        var found = await (
            from token in tokens
            where token.Digest == digest
            join grant in grants on token.GrantId equals grant.Id
            join user in users on token.UserId equals user.Id
            join session in sessions on new { Id = token.SessionId, token.UserId } equals new { Id = (string?)session.Id, session.UserId } into live
            from session in live.DefaultIfEmpty()
            select new { Row = token, Grant = grant, User = user, SessionEndsAt = (DateTime?)session.ExpiresAt }).SingleOrDefaultAsync(ct);
        if (found is null || !kinds.Contains(found.Row.Kind)) return null;
        var sessionIsOver = found.Row.ExpiresWithSession && !(now.UtcDateTime < found.SessionEndsAt);
        return new FoundToken(found.Row, found.Grant, found.User, sessionIsOver);
    }

    /// <inheritdoc cref="ByValueAsync"/>
    public async Task<FoundDeviceCode?> DeviceCodeAsync(string value, DateTimeOffset now, CancellationToken ct)
    {
        var digest = OpaqueToken.DigestOf(value);
        var (codes, grants, users, sessions) = (db.DeviceCodes, db.Grants, db.Users, db.Sessions);
        var found = await (
            from code in codes
            where code.Digest == digest
            join grant in grants on code.GrantId equals grant.Id into granted
            from grant in granted.DefaultIfEmpty()
            join user in users on code.UserId equals user.Id into known
            from user in known.DefaultIfEmpty()
            join session in sessions on new { Id = code.SessionId, code.UserId } equals new { Id = (string?)session.Id, UserId = (string?)session.UserId } into live
            from session in live.DefaultIfEmpty()
            select new { Row = code, Grant = grant, User = user, SessionEndsAt = (DateTime?)session.ExpiresAt }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var sessionIsOver = found.Row.EndsWithSession && !(now.UtcDateTime < found.SessionEndsAt);
        return new FoundDeviceCode(found.Row, found.Grant, found.User, sessionIsOver);
    }
}

/// <summary>A code or token that somebody presented, and what stands behind it.</summary>
internal sealed record FoundToken(IssuedToken Row, Grant Grant, User User, bool SessionIsOver)
{
    public TokenDetails Details { get; } = TokenDetails.Of(Row);

    public TokenFacts Facts => new()
    {
        ClientId = Row.ApplicationId,
        CreatedAt = Row.CreatedAt,
        ExpiresAt = Row.ExpiresAt,
        ConsumedAt = Row.ConsumedAt,
        Scope = ScopeSet.Parse(Row.Scope),
        Resources = Details.Resources ?? [],
        RedirectUri = Details.RedirectUri,
        CodeChallenge = Details.CodeChallenge,
        DpopJkt = Details.DpopJkt,
        FirstIssuedAt = Details.FirstIssuedAt is { } first ? DateTimeOffset.FromUnixTimeSeconds(first) : null,
        SessionIsOver = SessionIsOver,
    };

    public GrantFacts GrantFacts => Grant.Facts;

    /// <summary>Whether it is worth anything to whoever holds it: a used, expired or revoked one is not, nor one of a suspended user.</summary>
    public bool IsLive(DateTimeOffset now) =>
        Row.IsLive(now) && Row.ConsumedAt is null && Grant.IsLive(now) && !SessionIsOver && !User.IsSuspended;
}

/// <summary>A device code that somebody presented; grant and user are there once the user has agreed.</summary>
internal sealed record FoundDeviceCode(DeviceCode Row, Grant? Grant, User? User, bool SessionIsOver)
{
    public TokenDetails Details { get; } = TokenDetails.Of(Row);

    public TokenFacts Facts => new()
    {
        ClientId = Row.ApplicationId,
        CreatedAt = Row.CreatedAt,
        ExpiresAt = Row.ExpiresAt,
        ConsumedAt = Row.ConsumedAt,
        Scope = ScopeSet.Parse(Row.Scope),
        Resources = Details.Resources ?? [],
        DpopJkt = Details.DpopJkt,
        SessionIsOver = SessionIsOver,
    };

    public DeviceCodeProgress Progress => Row.State switch
    {
        DeviceCodeState.Approved => DeviceCodeProgress.Approved,
        DeviceCodeState.Aborted => DeviceCodeProgress.Denied,
        _ => DeviceCodeProgress.Waiting,
    };
}
