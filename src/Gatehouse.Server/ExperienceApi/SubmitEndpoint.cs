using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/submit: <c>{ redirectTo }</c>, where the browser goes on; 204 after a new password was set (contract/experience-api.md 9).</summary>
internal sealed class SubmitEndpoint(SubmitInteraction submit) : IApiEndpoint
{
    /// <summary>The answer of whatever ends an interaction.</summary>
    public static ObjectSchema Redirect { get; } = new(Schemas.Text.Required("redirectTo"));

    public static ApiContract Contract { get; } = new() { Answer = Redirect };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await submit.ExecuteAsync(call.Caller.Id, call.Aborted)).TryGet(out var end, out var refused)) return refused;
        return end.RedirectTo is { } redirectTo ? GoOn(redirectTo) : ApiResult.NoContent;
    }

    public static ApiResult GoOn(string redirectTo) => ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("redirectTo", redirectTo);
        json.WriteEndObject();
    }));
}
