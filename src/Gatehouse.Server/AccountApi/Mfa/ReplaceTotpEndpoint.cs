using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>PUT /api/my-account/mfa-verifications/totp: an authenticator app, in place of the one that the user may have (contract/account-api.md 8).</summary>
internal sealed class ReplaceTotpEndpoint(AccountGate gate, SecondFactors factors) : IApiEndpoint
{
    private static readonly Field<string> Secret = Schemas.Text.Required("secret");
    private static readonly Field<string> Code = Schemas.Text.Required("code");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Secret, Code), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(AccountFields.Mfa), Check.Scope(OidcScope.Identities, 401), Check.FirstParty) is { } refused) return refused;
        return (await factors.AddOwnTotpAsync(call.Caller.Id, call.Body.Get(Secret)!, call.Body.Get(Code)!, replaces: true, call.Aborted)).TryGet(out _, out refused)
            ? ApiResult.NoContent : refused;
    }
}
