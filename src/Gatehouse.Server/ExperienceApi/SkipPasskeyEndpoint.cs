using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/profile/mfa/passkey-skipped: the user wants no passkey for signing in; 204 (contract/experience-api.md 3).</summary>
internal sealed class SkipPasskeyEndpoint(AnswerMfaQuestion answer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await answer.SkipPasskeyAsync(call.Caller.Id, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
