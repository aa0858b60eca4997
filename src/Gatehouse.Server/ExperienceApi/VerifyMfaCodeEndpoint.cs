using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/mfa-verification-code/verify: takes the code of a second factor, once; <c>{ verificationId }</c>
/// (contract/experience-api.md 4.2).
/// </summary>
internal sealed class VerifyMfaCodeEndpoint(VerifyCode verify) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(CodeFields.VerificationId, CodeFields.Code, CodeFields.IdentifierType), Answer = VerificationAnswer.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => VerificationAnswer.Of(await verify.OfUserAsync(
        call.Caller.Id, CodeFields.ChannelOf(call.Body), call.Body.Get(CodeFields.VerificationId)!, call.Body.Get(CodeFields.Code)!, call.Aborted));
}
