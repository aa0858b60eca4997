using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>GET /api/my-account/mfa-verifications: the second factors that are bound; codes to addresses are not listed (contract/account-api.md 8).</summary>
internal sealed class ListFactorsEndpoint(AccountGate gate, FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(MfaVerificationObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.MayRead(AccountFields.Mfa), Check.Scope(OidcScope.Identities, 401)) is { } refused) return refused;
        if (!(await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var user, out refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var factor in MfaVerification.ListOf(user.MfaVerifications)) MfaVerificationObject.Write(json, factor);
            json.WriteEndArray();
        }));
    }
}
