using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Grants;

namespace Gatehouse.Server.Oidc.TokenGrants;

/// <summary>The grant of a device that polls until its user is done (RFC 8628 section 3.4; contract/oidc.md 16).</summary>
internal sealed class DeviceCodeTokens(FindToken find, UserAccessReader access, UserTokenIssuer issuer, RevokeTokens revoke, GrantWork work)
{
    public Task<TokenOutcome> PollAsync(TokenCall call) => work.RunAsync(call, async () =>
    {
        var request = call.Request;
        var found = await find.DeviceCodeAsync(request.DeviceCode!, call.Now, call.Aborted);
        var facts = found?.Facts;
        var resource = facts is not null && TokenTarget.Of(request, facts).TryGet(out var target, out _) ? target.Resource : null;
        var user = await access.ReadAsync(call.Client.Application, found?.User, resource, organizationId: null, asksApplication: false, call.Aborted);
        var decision = DeviceCodeGrant.Decide(request, facts, found?.Progress ?? DeviceCodeProgress.Waiting, found?.Grant?.Facts, user, call.Now);
        if (!decision.TryGet(out var tokens, out var refusal))
        {
            var revoked = decision.IsReplay ? found!.Grant : null;
            if (revoked is not null) revoke.WithGrant(revoked);
            return TokenOutcome.Refused(refusal) with { ChangesRows = revoked is not null, UserId = found?.User?.Id, SessionId = found?.Row.SessionId };
        }

        found!.Row.ConsumedAt = call.Now.UtcDateTime;
        return await issuer.IssueAsync(call, tokens, new TokenOrigin
        {
            GrantId = found.Grant!.Id,
            User = found.User!,
            SessionId = found.Row.SessionId,
            ExpiresWithSession = found.Row.EndsWithSession,
            Scope = found.Row.Scope ?? "",
            Details = found.Details,
            UsesUp = true,
        });
    });
}
