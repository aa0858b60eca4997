using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>PUT /api/experience: begins, or begins anew; 204 (contract/experience-api.md 3).</summary>
internal sealed class BeginEndpoint(ChooseEvent events) : IApiEndpoint
{
    private static readonly Field<string> CaptchaToken = Schemas.Text.Optional("captchaToken");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(EventField.Instance, CaptchaToken), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await events.BeginAsync(call.Caller.Id, EventField.Of(call.Body), call.Body.Get(CaptchaToken), call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
