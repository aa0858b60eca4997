using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Grants;

namespace Gatehouse.Server.Oidc.TokenGrants;

/// <summary>
/// The grant <c>authorization_code</c> (RFC 6749 section 4.1.3; contract/oidc.md 15.1). Of several requests with one code the first gets
/// tokens; each of the others is a replay, which takes them back (RFC 9700 section 4.5).
/// </summary>
internal sealed class AuthorizationCodeTokens(FindToken find, UserAccessReader access, UserTokenIssuer issuer, RevokeTokens revoke, GrantWork work)
{
    public Task<TokenOutcome> RedeemAsync(TokenCall call) => work.RunAsync(call, async () =>
    {
        var request = call.Request;
        var found = await find.ByValueAsync(request.Code!, call.Now, call.Aborted, TokenKind.AuthorizationCode);
        var facts = found?.Facts;
        var resource = facts is not null && TokenTarget.Of(request, facts).TryGet(out var target, out _) ? target.Resource : null;
        var user = await access.ReadAsync(call.Client.Application, found?.User, resource, organizationId: null, asksApplication: false, call.Aborted);
        var decision = AuthorizationCodeGrant.Decide(request, facts, found?.GrantFacts, user, call.Now);
        if (!decision.TryGet(out var tokens, out var refusal))
        {
            if (decision.IsReplay) revoke.WithGrant(found!.Grant);
            return TokenOutcome.Refused(refusal) with { ChangesRows = decision.IsReplay, UserId = found?.User.Id, SessionId = found?.Row.SessionId };
        }

        found!.Row.ConsumedAt = call.Now.UtcDateTime;
        return await issuer.IssueAsync(call, tokens, TokenOrigin.Of(found) with { UsesUp = true });
    });
}
