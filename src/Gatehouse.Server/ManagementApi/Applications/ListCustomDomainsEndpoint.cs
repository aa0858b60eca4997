using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:id/protected-app-metadata/custom-domains (contract/management-apps-resources-roles.md 1.9).</summary>
internal sealed class ListCustomDomainsEndpoint(CustomDomains domains) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(MetadataSchemas.CustomDomain) };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await domains.ListAsync(call.Param("id"), call.Aborted)).TryGet(out var list, out var refused) ? ApiResult.Json(list) : refused;
}
