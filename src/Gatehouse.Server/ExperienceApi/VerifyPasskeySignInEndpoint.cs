using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/sign-in-passkey/authentication/verify: takes a passkey that says who the user is;
/// <c>{ verificationId }</c> (contract/experience-api.md 4.7).
/// </summary>
internal sealed class VerifyPasskeySignInEndpoint(SignInByPasskey signIn, PasskeySites sites) : IApiEndpoint
{
    private static readonly Field<string> VerificationId = Schemas.Text.Optional("verificationId");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(VerificationId, PasskeyFields.AuthenticationPayload), Answer = VerificationAnswer.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => VerificationAnswer.Of(await signIn.TakeAsync(
        call.Caller.Id, call.Body.Get(VerificationId), call.Body.Get(PasskeyFields.AuthenticationPayload), await PasskeyFields.SiteOfAsync(sites, call), call.Aborted));
}
