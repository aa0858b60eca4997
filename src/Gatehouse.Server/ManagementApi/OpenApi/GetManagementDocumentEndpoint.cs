using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.OpenApi;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.OpenApi;

/// <summary>GET /api/.well-known/management.openapi.json: the OpenAPI document of the Management API (contract/management-misc.md 11).</summary>
internal sealed class GetManagementDocumentEndpoint(OpenApiDocuments documents) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { IsAnonymous = true, Answer = Schemas.AnyObject };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.Json(documents.Management));
}
