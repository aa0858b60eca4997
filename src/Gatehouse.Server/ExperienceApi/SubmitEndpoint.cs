using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/submit: <c>{ redirectTo }</c>, where the browser goes on (contract/experience-api.md 9).</summary>
internal sealed class SubmitEndpoint(SubmitInteraction submit) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new();

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await submit.ExecuteAsync(call.Caller.Id, call.Aborted)).TryGet(out var redirectTo, out var refused)) return refused;
        return GoOn(redirectTo);
    }

    /// <summary>The answer of whatever ends an interaction.</summary>
    public static ApiResult GoOn(string redirectTo) => ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("redirectTo", redirectTo);
        json.WriteEndObject();
    }));
}
