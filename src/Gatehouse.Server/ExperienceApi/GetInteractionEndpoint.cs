using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>GET /api/experience/interaction: what was gathered so far, without secrets (contract/experience-api.md 2).</summary>
internal sealed class GetInteractionEndpoint(FindInteraction find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new();

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.StateAsync(call.Caller.Id, call.Aborted)).TryGet(out var state, out var refused) ? ApiResult.Json(StateObject.Of(state)) : refused;
}
