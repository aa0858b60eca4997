using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi.Identities;

/// <summary>GET /api/my-account/identities/:target/access-token: renewed if it has expired and can be (contract/account-api.md 7).</summary>
internal sealed class GetTokenEndpoint(AccountGate gate, OwnTokens tokens) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = TokenObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        await gate.RefuseAsync(call, Check.Scope(OidcScope.Identities, 403)) is { } refused ? refused
            : TokenObject.Of(await tokens.OfTargetAsync(call.Caller.Id, call.Param("target"), call.Aborted));
}
