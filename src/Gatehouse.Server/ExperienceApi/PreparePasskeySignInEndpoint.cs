using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/preflight/sign-in-passkey/authentication: what to use any passkey with, before anything began;
/// <c>{ authenticationOptions }</c> (contract/experience-api.md 3).
/// </summary>
internal sealed class PreparePasskeySignInEndpoint(SignInByPasskey signIn, PasskeySites sites) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = PasskeyFields.PreparationAnswer };

    public async Task<ApiResult> HandleAsync(ApiCall call) => PasskeyFields.Answer(
        await signIn.PrepareAsync(call.Caller.Id, await PasskeyFields.SiteOfAsync(sites, call), call.Aborted), PasskeyFields.AuthenticationOptions);
}
