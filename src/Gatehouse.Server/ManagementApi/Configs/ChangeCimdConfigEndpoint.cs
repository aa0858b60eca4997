using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>PATCH /api/configs/cimd: the switch can't be turned on (contract/management-misc.md 12).</summary>
internal sealed class ChangeCimdConfigEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(CimdConfig.Enabled), Answer = CimdConfig.Shape };

    public Task<ApiResult> HandleAsync(ApiCall call) =>
        Task.FromResult(call.Body.Get(CimdConfig.Enabled) ? new Refusal("oidc.client_metadata_documents_not_supported", 422) : ApiResult.Json(CimdConfig.Off));
}
