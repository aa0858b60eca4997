using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>POST /api/applications/:id/protected-app-metadata/custom-domains (contract/management-apps-resources-roles.md 1.9).</summary>
internal sealed class AddCustomDomainEndpoint(CustomDomains domains) : IApiEndpoint
{
    private static readonly Field<string> Domain = Schemas.NonEmptyText.AtMost(256).Required("domain");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Domain),
        Answer = MetadataSchemas.CustomDomain,
        Success = StatusCodes.Status201Created,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => 
        (await domains.AddAsync(call.Param("id"), call.Body.Get(Domain)!, call.Aborted)).TryGet(out var added, out var refused) ? ApiResult.Json(added) : refused;
}
