using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>POST /api/verifications/verification-code/verify: takes a code, once; <c>{ verificationRecordId }</c> (contract/account-api.md 11).</summary>
internal sealed class VerifyCodeEndpoint(VerifyOwnCode verify) : IApiEndpoint
{
    private static readonly Field<string> VerificationId = Schemas.Text.Required("verificationId");
    private static readonly Field<string> Code = Schemas.Text.Required("code");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(CodeFields.Recipient, VerificationId, Code), Answer = RecordAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) => RecordAnswer.Of(await verify.ExecuteAsync(
        call.Caller.Id, CodeFields.RecipientOf(call.Body), call.Body.Get(VerificationId)!, call.Body.Get(Code)!, call.Aborted));
}
