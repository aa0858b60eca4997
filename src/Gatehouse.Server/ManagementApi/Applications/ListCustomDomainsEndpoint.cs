using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:id/protected-app-metadata/custom-domains (contract/management-apps-resources-roles.md 1.9).</summary>
internal sealed class ListCustomDomainsEndpoint(CustomDomainRules rules) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(MetadataSchemas.CustomDomain) };

    public async Task<ApiResult> HandleAsync(ApiCall call) => await rules.OfListAsync(call.Param("id"), call.Aborted);
}
