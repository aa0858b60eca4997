using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Identities;

/// <summary>POST /api/my-account/identities: links a social account; none of its provider may be linked yet (contract/account-api.md 7).</summary>
internal sealed class AddIdentityEndpoint(AccountGate gate, LinkOwnIdentity link) : IApiEndpoint
{
    private static readonly Field<string> RecordId = Schemas.Text.Required("newIdentifierVerificationRecordId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RecordId), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.MayEdit(AccountFields.Social), Check.Scope(OidcScope.Identities, 401), Check.VerifiedIfPossible, Check.FirstParty) is { } refused) return refused;
        return (await link.ExecuteAsync(call.Caller.Id, call.Body.Get(RecordId)!, replaces: false, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
