using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Identities;

/// <summary>PUT /api/my-account/identities/:target/access-token: keeps the tokens that the user came back with (contract/account-api.md 7).</summary>
internal sealed class ReplaceTokenEndpoint(AccountGate gate, OwnTokens tokens) : IApiEndpoint
{
    private static readonly Field<string> RecordId = Schemas.NonEmptyText.Required("verificationRecordId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RecordId), Answer = TokenObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        await gate.RefuseAsync(call, Check.Scope(OidcScope.Identities, 403), Check.FirstParty) is { } refused ? refused
            : TokenObject.Of(await tokens.ReplaceAsync(call.Caller.Id, call.Param("target"), call.Body.Get(RecordId)!, call.Aborted));
}
