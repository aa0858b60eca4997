using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations/:id/jit/sso-connectors (contract/management-organizations.md 4).</summary>
internal sealed class AddJitSsoConnectorsEndpoint(ConfigureJustInTime configure) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ConnectorIds = OrganizationFields.Ids.NonEmpty().Required("ssoConnectorIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ConnectorIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await configure.AddSsoConnectorsAsync(call.Param("id"), call.Body.Get(ConnectorIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.Plain : refused;
}
