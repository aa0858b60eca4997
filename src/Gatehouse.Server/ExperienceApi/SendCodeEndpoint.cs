using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/verification-code: sends a code; <c>{ verificationId }</c> (contract/experience-api.md 4.2).</summary>
internal sealed class SendCodeEndpoint(SendCode send, ReaderLanguage language) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(CodeFields.Recipient, EventField.Instance), Answer = VerificationAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) => VerificationAnswer.Of(await send.ExecuteAsync(
        call.Caller.Id, CodeFields.RecipientOf(call.Body), EventField.Of(call.Body), await language.OfAsync(call.Headers.AcceptLanguage, call.Aborted), call.Aborted));
}
