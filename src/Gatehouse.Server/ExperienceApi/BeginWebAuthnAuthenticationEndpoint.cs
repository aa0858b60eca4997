using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/web-authn/authentication: what to use a passkey with, as second factor;
/// <c>{ verificationId, authenticationOptions }</c> (contract/experience-api.md 4.6).
/// </summary>
internal sealed class BeginWebAuthnAuthenticationEndpoint(AuthenticateWebAuthn authenticate, PasskeySites sites) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = PasskeyFields.AuthenticationAnswer };

    public async Task<ApiResult> HandleAsync(ApiCall call) => PasskeyFields.Answer(
        await authenticate.AskAsync(call.Caller.Id, await PasskeyFields.SiteOfAsync(sites, call), call.Aborted), PasskeyFields.AuthenticationOptions);
}
