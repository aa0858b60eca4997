using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>POST /api/applications/:id/protected-app-metadata/custom-domains (contract/management-apps-resources-roles.md 1.9).</summary>
internal sealed class AddCustomDomainEndpoint(CustomDomainRules rules) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Schemas.NonEmptyText.Required("domain")),
        Answer = MetadataSchemas.CustomDomain,
        Success = StatusCodes.Status201Created,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => await rules.OfAddAsync(call.Param("id"), call.Aborted);
}
