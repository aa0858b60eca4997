using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>PATCH /api/applications/:id/secrets/:name (contract/management-apps-resources-roles.md 1.3).</summary>
internal sealed class RenameSecretEndpoint(ApplicationSecretChanges secrets, Sealer sealer) : IApiEndpoint
{
    private static readonly Field<string> Name = Schemas.NonEmptyText.AtMost(256).Required("name");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Name), Answer = SecretObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await secrets.RenameAsync(call.Param("id"), call.Param("name"), call.Body.Get(Name)!, call.Aborted)).TryGet(out var secret, out var refused)
            ? ApiResult.Json(SecretObject.Text(secret, sealer)) : refused;
}
