using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>PUT /api/experience/interaction-event: turns a sign-in into a registration or back; 204 (contract/experience-api.md 3).</summary>
internal sealed class ChangeEventEndpoint(ChooseEvent events) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(EventField.Instance), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await events.ChangeAsync(call.Caller.Id, EventField.Of(call.Body), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
