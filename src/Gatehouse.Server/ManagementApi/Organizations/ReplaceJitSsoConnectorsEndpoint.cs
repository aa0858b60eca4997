using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>PUT /api/organizations/:id/jit/sso-connectors: exactly these afterwards (contract/management-organizations.md 4).</summary>
internal sealed class ReplaceJitSsoConnectorsEndpoint(ConfigureJustInTime configure) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ConnectorIds = OrganizationFields.Ids.Required("ssoConnectorIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ConnectorIds), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await configure.ReplaceSsoConnectorsAsync(call.Param("id"), call.Body.Get(ConnectorIds)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
