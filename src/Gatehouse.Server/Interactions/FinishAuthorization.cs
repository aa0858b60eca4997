using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>Issues what an authorization was for, inside the unit of work of its caller: a code, or a device's approval.</summary>
internal sealed class FinishAuthorization(GatehouseDb db, TimeProvider time)
{
    /// <summary>Contract/oidc.md 12.</summary>
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    public async Task<AuthorizationStep> FinishAsync(AuthorizationTurn turn, CancellationToken ct)
    {
        var (session, grant, request) = (turn.Session!, turn.Grant!, turn.Request);
        var granted = turn.Grantable.In(new GrantedScopes(
            grant.OidcScopes, grant.Granted.Indicators.ToDictionary(indicator => indicator, indicator => grant.Granted[indicator])));
        // All of it was refused on the consent page, now or earlier.
        if (granted.Refusal is { } nothing) return new AuthorizationStep.Refuse(nothing);
        if (turn.PushedDigest is { } pushed && !await UseUpAsync(pushed, ct)) return new AuthorizationStep.Refuse(OAuthError.InvalidRequestUri());

        var isOffline = granted.Oidc.Contains(OidcScope.OfflineAccess);
        var entry = session.Enter(request.ClientId, Identifier.Long());
        (entry.GrantId, entry.PersistsLogout) = (grant.Id, isOffline);
        var scope = request.Scope.Where(name => granted.Oidc.Contains(name) || granted.Resources.Any(resource => resource.Value.Contains(name)));
        var details = DetailsOf(turn, session, entry, granted);
        if (turn.DeviceDigest is { } device) return await ApproveAsync(device, turn, scope, details, ct);

        var code = OpaqueToken.New();
        var now = time.GetUtcNow().UtcDateTime;
        db.IssuedTokens.Add(new IssuedToken
        {
            TenantId = db.TenantId,
            Digest = OpaqueToken.DigestOf(code),
            Kind = TokenKind.AuthorizationCode,
            GrantId = grant.Id,
            ApplicationId = request.ClientId,
            UserId = session.UserId,
            SessionId = session.Id,
            ExpiresWithSession = !isOffline,
            Scope = scope.ToString(),
            CreatedAt = now,
            ExpiresAt = now + CodeLifetime,
            Details = details.ToStored(),
        });
        return new AuthorizationStep.Answer(code);
    }

    private static TokenDetails DetailsOf(AuthorizationTurn turn, Session session, SessionApplication entry, GrantableScopes granted)
    {
        var request = turn.Request;
        return new TokenDetails
        {
            Resources = granted.Resources is [] ? null : [.. granted.Resources.Select(resource => resource.Key)],
            RedirectUri = request.Parameters["redirect_uri"],
            CodeChallenge = request.Parameters["code_challenge"],
            Nonce = request.Parameters["nonce"],
            // OpenID Connect Core section 2; contract/oidc.md 11.1.
            AuthTime = request.MaxAge is not null || request.Prompts.Contains(Prompt.Login) ? new DateTimeOffset(session.LoginAt).ToUnixTimeSeconds() : null,
            Acr = session.Acr,
            Amr = session.Factors,
            Sid = request.Client.BackchannelLogoutUri is not null && request.Client.BackchannelLogoutSessionRequired ? entry.Sid : null,
            DpopJkt = request.Parameters["dpop_jkt"],
        };
    }

    /// <summary>RFC 9126 section 4: one use. The row's version sees to it that of two at once one succeeds.</summary>
    private async Task<bool> UseUpAsync(string digest, CancellationToken ct)
    {
        var pushed = await db.PushedRequests.SingleOrDefaultAsync(row => row.Digest == digest, ct);
        if (pushed is null or { ConsumedAt: not null }) return false;
        pushed.ConsumedAt = time.GetUtcNow().UtcDateTime;
        return true;
    }

    private async Task<AuthorizationStep> ApproveAsync(string digest, AuthorizationTurn turn, ScopeSet scope, TokenDetails details, CancellationToken ct)
    {
        var device = await db.DeviceCodes.SingleOrDefaultAsync(row => row.Digest == digest, ct);
        if (device is null || device.State != DeviceCodeState.Confirmed || device.ExpiresAt <= time.GetUtcNow().UtcDateTime)
            return new AuthorizationStep.Refuse(OAuthError.ExpiredToken());
        (device.State, device.GrantId, device.UserId, device.SessionId) = (DeviceCodeState.Approved, turn.Grant!.Id, turn.Session!.UserId, turn.Session.Id);
        (device.Details, device.Scope) = (details.ToStored(), scope.ToString());
        return new AuthorizationStep.DeviceApproved(turn.From!);
    }
}
