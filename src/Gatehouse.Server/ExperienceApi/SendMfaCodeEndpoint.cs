using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/mfa-verification-code: sends a code to the identified user as a second factor; <c>{ verificationId }</c>
/// (contract/experience-api.md 4.2).
/// </summary>
internal sealed class SendMfaCodeEndpoint(SendCode send, ReaderLanguage language) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(CodeFields.IdentifierType), Answer = VerificationAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) => VerificationAnswer.Of(await send.ToUserAsync(
        call.Caller.Id, CodeFields.ChannelOf(call.Body), await language.OfAsync(call.Headers.AcceptLanguage, call.Aborted), call.Aborted));
}
