using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Oidc.TokenGrants;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>POST /oidc/token/revocation, RFC 7009 (contract/oidc.md 18).</summary>
internal sealed class RevocationEndpoint(
    CurrentTenant tenant, ClientGate gate, TenantEndpoints endpoints, FindToken find, RevokeTokens revoke, UnitOfWork work, AuditQueue audit, TimeProvider time)
{
    public async Task HandleAsync(HttpContext http)
    {
        var issuer = endpoints.Issuer(tenant.Id);
        if (await ParameterBody.ReadOrAnswerAsync(http, PresentedTokenParameters.Known, issuer) is not { } parameters) return;
        var now = time.GetUtcNow();
        var entered = await gate.EnterAsync(http, parameters);
        var outcome = entered.TryGet(out var client, out var refused) && PresentedTokenParameters.TokenOf(parameters).TryGet(out var token, out refused)
            ? await RevokeAsync(http, parameters, client, token, now)
            : TokenOutcome.Refused(refused!);
        if (!outcome.ChangesRows)
            await audit.WriteAsync(TokenAudit.Revocation(tenant.Id, http, parameters, client, outcome, now), http.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            await OAuthErrorWriter.WriteAsync(http, refusal, issuer);
            return;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = 0;
    }

    private async Task<TokenOutcome> RevokeAsync(HttpContext http, ProtocolParameters parameters, CallingClient client, string token, DateTimeOffset now)
    {
        var written = await work.WriteAsync<TokenOutcome>(
            outcome => outcome.ChangesRows ? TokenAudit.Revocation(tenant.Id, http, parameters, client, outcome, now) : null,
            async () =>
            {
                // RFC 7009 section 2.2: a token that is not known needs no revocation.
                if (await find.ByValueAsync(token, now, http.RequestAborted, TokenKind.AccessToken, TokenKind.RefreshToken) is not { } found) return new TokenOutcome();
                if (found.Row.ApplicationId != client.Application.Id) return OfAnotherClient(client);
                if (found.Row.Kind == TokenKind.RefreshToken) revoke.WithGrant(found.Grant);
                else await revoke.OfGrantAsync(found.Grant.Id, http.RequestAborted);
                return new TokenOutcome
                {
                    UserId = found.Row.UserId,
                    SessionId = found.Row.SessionId,
                    TokenTypes = [found.Row.Kind.ToString()],
                    ChangesRows = true,
                };
            },
            http.RequestAborted);
        return written.TryGet(out var outcome, out _) ? outcome : new TokenOutcome();
    }

    /// <summary>A client that proved who it is learns of its mistake; of others nobody knows who they are.</summary>
    private static TokenOutcome OfAnotherClient(CallingClient client) =>
        client.Application.Metadata.TokenEndpointAuthMethod == ClientAuthenticationMethod.None
            ? new TokenOutcome()
            : TokenOutcome.Refused(OAuthError.InvalidRequest("The token was issued to another client."));
}
