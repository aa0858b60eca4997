using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>PUT /api/applications/:applicationId/sign-in-experience: 201 for the first, 200 afterwards (contract/management-apps-resources-roles.md 1.7).</summary>
internal sealed class ReplaceApplicationExperienceEndpoint(ReplaceApplicationExperience replace) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ApplicationExperienceObject.Body, Answer = ApplicationExperienceObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var replaced = await replace.ExecuteAsync(call.Param("applicationId"), ApplicationExperienceObject.Read(call.Body), call.Aborted);
        return replaced.TryGet(out var outcome, out var refused)
            ? ApiResult.Json(ApplicationExperienceObject.Text(outcome.Row), outcome.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK) : refused;
    }
}
