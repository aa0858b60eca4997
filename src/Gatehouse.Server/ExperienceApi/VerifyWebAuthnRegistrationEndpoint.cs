using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/web-authn/registration/verify: takes the passkey that was made; <c>{ verificationId }</c>
/// (contract/experience-api.md 4.6).
/// </summary>
internal sealed class VerifyWebAuthnRegistrationEndpoint(RegisterWebAuthn register, PasskeySites sites) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(PasskeyFields.VerificationId, PasskeyFields.RegistrationPayload), Answer = VerificationAnswer.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => VerificationAnswer.Of(await register.TakeAsync(
        call.Caller.Id, call.Body.Get(PasskeyFields.VerificationId)!, call.Body.Get(PasskeyFields.RegistrationPayload),
        await PasskeyFields.SiteOfAsync(sites, call), call.Aborted));
}
