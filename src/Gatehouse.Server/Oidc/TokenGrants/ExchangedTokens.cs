using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Oidc.TokenGrants;

/// <summary>The grant of RFC 8693: a token for another one, an impersonation or a personal access token (contract/oidc.md 15.4).</summary>
internal sealed class ExchangedTokens(GatehouseDb db, FindSubject subjects, UserAccessReader access, UserTokenIssuer issuer, GrantWork work)
{
    public Task<TokenOutcome> ExchangeAsync(TokenCall call) => work.RunAsync(call, async () =>
    {
        var request = call.Request;
        var kind = TokenExchangeGrant.KindOf(request.SubjectTokenType, request.SubjectToken!);
        var subject = await subjects.ByTokenAsync(kind, request.SubjectToken!, call.Now, call.Aborted);
        var actor = request.ActorToken is { } token ? await subjects.ActorAsync(token, call.Now, call.Aborted) : null;
        var resource = TokenTarget.Of(request).TryGet(out var target, out _) ? target.Resource : null;
        var user = await access.ReadAsync(call.Client.Application, subject?.User, resource, request.OrganizationId, asksApplication: true, call.Aborted);
        if (!TokenExchangeGrant.Decide(request, subject?.Facts, actor, user).TryGet(out var tokens, out var refusal))
            return TokenOutcome.Refused(refusal) with { UserId = subject?.User.Id };

        if (subject!.Once is { } once) once.ConsumedAt = call.Now.UtcDateTime;
        return await issuer.IssueAsync(call, tokens, new TokenOrigin
        {
            GrantId = AddGrant(call, tokens, subject.User.Id),
            User = subject.User,
            Actor = actor?.UserId,
            UsesUp = true,
        });
    });

    /// <summary>It lives as long as the one token that hangs on it: nothing else can be had on it.</summary>
    private string AddGrant(TokenCall call, GrantedTokens tokens, string userId)
    {
        var grant = new Grant
        {
            TenantId = db.TenantId,
            Id = Identifier.Long(),
            UserId = userId,
            ApplicationId = call.Request.ClientId,
            CreatedAt = call.Now.UtcDateTime,
            ExpiresAt = call.Now.AddSeconds(tokens.ExpiresIn).UtcDateTime,
        };
        if (tokens.Jwt is { } jwt) grant.Add(ScopeSet.Empty, ScopesByResource.Of([KeyValuePair.Create(jwt.Audience, tokens.Scope)]), ScopesByResource.None);
        else grant.Add(tokens.Scope, ScopesByResource.None, ScopesByResource.None);
        db.Grants.Add(grant);
        return grant.Id;
    }
}
