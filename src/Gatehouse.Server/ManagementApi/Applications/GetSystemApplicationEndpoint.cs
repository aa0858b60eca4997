using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/systems/application: where protected applications would be reached; this server has no such place (contract/management-apps-resources-roles.md 1.9).</summary>
internal sealed class GetSystemApplicationEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Answer = new ObjectSchema(new ObjectSchema(Schemas.Text.Required("defaultDomain")).Required("protectedApps")),
    };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(ApplicationRefusals.ProtectedAppsAreNotSetUp);
}
