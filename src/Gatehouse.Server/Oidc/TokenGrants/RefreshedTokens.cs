using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Grants;

namespace Gatehouse.Server.Oidc.TokenGrants;

/// <summary>The grant <c>refresh_token</c> (RFC 6749 section 6; contract/oidc.md 12 and 15.2).</summary>
internal sealed class RefreshedTokens(FindToken find, UserAccessReader access, UserTokenIssuer issuer, RevokeTokens revoke, GrantWork work)
{
    public Task<TokenOutcome> RefreshAsync(TokenCall call) => work.RunAsync(call, async () =>
    {
        var request = call.Request;
        var found = await find.ByValueAsync(request.RefreshToken!, call.Now, call.Aborted, TokenKind.RefreshToken);
        var facts = found?.Facts;
        var resource = facts is not null && TokenTarget.Of(request, facts).TryGet(out var target, out _) ? target.Resource : null;
        var user = await access.ReadAsync(call.Client.Application, found?.User, resource, request.OrganizationId, asksApplication: true, call.Aborted);
        var decision = RefreshTokenGrant.Decide(request, facts, found?.GrantFacts, user, call.Now);
        if (!decision.TryGet(out var tokens, out var refusal))
        {
            if (decision.IsReplay) revoke.WithGrant(found!.Grant);
            return TokenOutcome.Refused(refusal) with { ChangesRows = decision.IsReplay, UserId = found?.User.Id, SessionId = found?.Row.SessionId };
        }

        // The first use counts for the leeway; the ones inside it only add successors.
        var isReplaced = tokens.RefreshTokenExpiresAt is not null;
        if (isReplaced) found!.Row.ConsumedAt ??= call.Now.UtcDateTime;
        return await issuer.IssueAsync(call, tokens, TokenOrigin.Of(found!) with
        {
            FirstIssuedAt = facts!.FirstIssuedAt ?? facts.CreatedAt,
            RefreshToken = request.RefreshToken,
            UsesUp = isReplaced,
        });
    });
}
