using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/backup-code/verify: takes a backup code, once; <c>{ verificationId }</c> (contract/experience-api.md 4.8).</summary>
internal sealed class VerifyBackupCodeEndpoint(VerifyBackupCode verify) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(CodeFields.Code), Answer = VerificationAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        VerificationAnswer.Of(await verify.ExecuteAsync(call.Caller.Id, call.Body.Get(CodeFields.Code)!, call.Aborted));
}
