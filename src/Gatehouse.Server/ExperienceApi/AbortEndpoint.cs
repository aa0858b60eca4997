using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>DELETE /api/interaction: the user gives up; 204 (contract/experience-api.md 16).</summary>
internal sealed class AbortEndpoint(AbortInteraction abort) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await abort.ExecuteAsync(call.Caller.Id, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
