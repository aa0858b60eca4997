using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>GET /api/interaction/consent: who asks for what (contract/experience-api.md 15).</summary>
internal sealed class GetConsentEndpoint(DescribeConsent describe) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new();

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var caller = (InteractionCaller)call.Caller;
        return (await describe.ExecuteAsync(caller.InteractionId, caller.SessionValue, call.Aborted)).TryGet(out var description, out var refused)
            ? ApiResult.Json(description) : refused;
    }
}
