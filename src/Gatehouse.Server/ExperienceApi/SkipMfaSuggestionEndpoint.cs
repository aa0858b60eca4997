using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/profile/mfa/mfa-suggestion-skipped: the user wants no further second factor; 204 (contract/experience-api.md 3).</summary>
internal sealed class SkipMfaSuggestionEndpoint(AnswerMfaQuestion answer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await answer.SkipSuggestionAsync(call.Caller.Id, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
