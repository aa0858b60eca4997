using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/web-authn/registration: what to make a passkey with; <c>{ verificationId, registrationOptions }</c>
/// (contract/experience-api.md 4.6).
/// </summary>
internal sealed class BeginWebAuthnRegistrationEndpoint(RegisterWebAuthn register, PasskeySites sites) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = PasskeyFields.RegistrationAnswer };

    public async Task<ApiResult> HandleAsync(ApiCall call) => PasskeyFields.Answer(
        await register.AskAsync(call.Caller.Id, await PasskeyFields.SiteOfAsync(sites, call), call.Aborted), PasskeyFields.RegistrationOptions);
}
