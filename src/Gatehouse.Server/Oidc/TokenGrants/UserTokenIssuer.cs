using Gatehouse.Protocol.Claims;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Oidc.TokenGrants;

/// <summary>
/// Makes the tokens that a grant decided on (contract/oidc.md 11): signs those that are JWTs, adds the rows of those that are not. Inside a
/// unit of work.
/// </summary>
internal sealed class UserTokenIssuer(GatehouseDb db, ClaimsReader claims, RecordActivity activity)
{
    public async Task<TokenOutcome> IssueAsync(TokenCall call, GrantedTokens granted, TokenOrigin origin)
    {
        var refreshToken = granted.RefreshTokenExpiresAt is { } end ? AddRefreshToken(call, granted, origin, end) : null;
        var idToken = granted.IdTokenScope is { } scope ? await IdTokenAsync(call, origin, scope) : null;
        await activity.ExecuteAsync(origin.User.Id, call.Aborted);
        List<string> types = ["AccessToken"];
        if (refreshToken is not null) types.Add("RefreshToken");
        if (idToken is not null) types.Add("IdToken");
        var accessToken = granted.Jwt is { } jwt ? SignAccessToken(call, jwt, origin) : AddAccessToken(call, granted, origin);
        return new TokenOutcome
        {
            Response = new TokenResponse
            {
                AccessToken = () => accessToken,
                ExpiresIn = granted.ExpiresIn,
                IdToken = idToken,
                RefreshToken = refreshToken ?? origin.RefreshToken,
                Scope = granted.Scope.ToString(),
                IsBound = call.Request.DpopJkt is not null,
            },
            UserId = origin.User.Id,
            SessionId = origin.SessionId,
            TokenTypes = types,
            ChangesRows = origin.UsesUp || granted.Jwt is null || refreshToken is not null,
        };
    }

    private static string SignAccessToken(TokenCall call, GrantedAccess granted, TokenOrigin origin)
    {
        var keys = call.Client.Snapshot.Get<SigningKeys>();
        var payload = AccessTokenClaims.ForUser(
            granted, origin.User.Id, call.Request.ClientId, call.Issuer, Identifier.Long(), call.Now, origin.Actor, call.Request.DpopJkt);
        return keys.Sign(keys.AccessTokenHeader, payload.Write);
    }

    private string AddAccessToken(TokenCall call, GrantedTokens granted, TokenOrigin origin) => Add(
        call, origin, TokenKind.AccessToken, granted.Scope.ToString(), call.Now.AddSeconds(granted.ExpiresIn),
        new TokenDetails { Sid = origin.Details.Sid, Actor = origin.Actor, DpopJkt = call.Request.DpopJkt });

    private string AddRefreshToken(TokenCall call, GrantedTokens granted, TokenOrigin origin, DateTimeOffset end) => Add(
        call, origin, TokenKind.RefreshToken, origin.Scope, end,
        origin.Details.ForTokens() with { DpopJkt = granted.RefreshTokenJkt, FirstIssuedAt = (origin.FirstIssuedAt ?? call.Now).ToUnixTimeSeconds() });

    private string Add(TokenCall call, TokenOrigin origin, TokenKind kind, string scope, DateTimeOffset end, TokenDetails details)
    {
        var value = OpaqueToken.New();
        db.IssuedTokens.Add(new IssuedToken
        {
            TenantId = db.TenantId,
            Digest = OpaqueToken.DigestOf(value),
            Kind = kind,
            GrantId = origin.GrantId,
            ApplicationId = call.Request.ClientId,
            UserId = origin.User.Id,
            SessionId = origin.SessionId,
            ExpiresWithSession = origin.ExpiresWithSession,
            Scope = scope,
            CreatedAt = call.Now.UtcDateTime,
            ExpiresAt = end.UtcDateTime,
            Details = details.ToStored(),
        });
        return value;
    }

    private async Task<string> IdTokenAsync(TokenCall call, TokenOrigin origin, ScopeSet scope)
    {
        var names = UserClaims.ForIdToken(scope, call.Client.Snapshot.Get<ProviderSettings>().ExtendedClaims);
        var issuedAt = call.Now.ToUnixTimeSeconds();
        var payload = new IdTokenClaims
        {
            User = await claims.ReadAsync(origin.User, names, call.Aborted),
            Claims = names,
            Nonce = origin.Details.Nonce,
            AuthTime = origin.Details.AuthTime,
            Acr = origin.Details.Acr,
            Amr = origin.Details.Amr,
            SessionId = origin.Details.Sid,
            Audience = call.Request.ClientId,
            ExpiresAt = issuedAt + call.Client.Application.Metadata.IdTokenTtl,
            IssuedAt = issuedAt,
            Issuer = call.Issuer,
        };
        var keys = call.Client.Snapshot.Get<SigningKeys>();
        return keys.Sign(keys.IdTokenHeader, payload.Write);
    }
}

/// <summary>What tokens inherit from what they are issued on.</summary>
internal sealed record TokenOrigin
{
    public required string GrantId { get; init; }

    public required User User { get; init; }

    public string? SessionId { get; init; }

    public bool ExpiresWithSession { get; init; }

    /// <summary>All scopes of the authorization: a refresh token keeps them, however narrow the request.</summary>
    public string Scope { get; init; } = "";

    public TokenDetails Details { get; init; } = new();

    /// <summary>When the line of refresh tokens began; null: with this one.</summary>
    public DateTimeOffset? FirstIssuedAt { get; init; }

    /// <summary>The refresh token that was presented: answered again where it is not replaced.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The subject of an actor token.</summary>
    public string? Actor { get; init; }

    /// <summary>Something was used up.</summary>
    public bool UsesUp { get; init; }

    public static TokenOrigin Of(FoundToken found) => new()
    {
        GrantId = found.Grant.Id,
        User = found.User,
        SessionId = found.Row.SessionId,
        ExpiresWithSession = found.Row.ExpiresWithSession,
        Scope = found.Row.Scope,
        Details = found.Details,
    };

    /// <summary>Without tokens, which must not reach a log.</summary>
    public override string ToString() => $"TokenOrigin {{ GrantId = {GrantId} }}";
}
