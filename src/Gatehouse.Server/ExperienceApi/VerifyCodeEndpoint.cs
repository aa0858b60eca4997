using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/verification-code/verify: takes a code, once; <c>{ verificationId }</c> (contract/experience-api.md 4.2).</summary>
internal sealed class VerifyCodeEndpoint(VerifyCode verify) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(CodeFields.Recipient, CodeFields.VerificationId, CodeFields.Code), Answer = VerificationAnswer.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => VerificationAnswer.Of(await verify.ExecuteAsync(
        call.Caller.Id, CodeFields.RecipientOf(call.Body), call.Body.Get(CodeFields.VerificationId)!, call.Body.Get(CodeFields.Code)!, call.Aborted));
}
