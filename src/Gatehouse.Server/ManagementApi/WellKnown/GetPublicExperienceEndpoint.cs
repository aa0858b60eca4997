using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>GET /api/.well-known/sign-in-exp and GET /api/.well-known/experience: one document, two names (contract/management-misc.md 11).</summary>
internal sealed class GetPublicExperienceEndpoint(PublicExperience experience) : IApiEndpoint
{
    private static readonly Field<string> OrganizationId = Schemas.Text.Optional("organizationId");
    private static readonly Field<string> AppId = Schemas.Text.Optional("appId");

    public static ApiContract Contract { get; } = new()
    {
        IsAnonymous = true, Query = new ObjectSchema(OrganizationId, AppId), Answer = PublicExperience.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json(await experience.WriteAsync(call.Query.Get(AppId), call.Query.Get(OrganizationId), call.Aborted));
}
