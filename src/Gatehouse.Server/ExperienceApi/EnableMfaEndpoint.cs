using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/profile/mfa/mfa-enabled: the user wants a second factor; 204 (contract/experience-api.md 3).</summary>
internal sealed class EnableMfaEndpoint(AnswerMfaQuestion answer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await answer.EnableAsync(call.Caller.Id, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
