using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/web-authn/authentication/verify: takes a passkey as second factor; <c>{ verificationId }</c>
/// (contract/experience-api.md 4.6).
/// </summary>
internal sealed class VerifyWebAuthnAuthenticationEndpoint(AuthenticateWebAuthn authenticate, PasskeySites sites) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(PasskeyFields.VerificationId, PasskeyFields.AuthenticationPayload), Answer = VerificationAnswer.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => VerificationAnswer.Of(await authenticate.TakeAsync(
        call.Caller.Id, call.Body.Get(PasskeyFields.VerificationId)!, call.Body.Get(PasskeyFields.AuthenticationPayload),
        await PasskeyFields.SiteOfAsync(sites, call), call.Aborted));
}
