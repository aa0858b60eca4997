using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>PATCH /api/my-account/mfa-verifications/:verificationId/name: what the user calls a passkey (contract/account-api.md 8).</summary>
internal sealed class RenameFactorEndpoint(AccountGate gate, SecondFactors factors) : IApiEndpoint
{
    private static readonly Field<string> Name = Schemas.Text.Required("name");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Name) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(AccountFields.Passkey), Check.Scope(OidcScope.Identities, 401), Check.FirstParty) is { } refused) return refused;
        return (await factors.RenamePasskeyAsync(call.Caller.Id, call.Param("verificationId"), call.Body.Get(Name)!, call.Aborted)).TryGet(out _, out _)
            ? ApiResult.Plain : AccountRefusals.RecordNotFound;
    }
}
