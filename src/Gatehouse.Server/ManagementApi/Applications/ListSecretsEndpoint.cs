using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:id/secrets: all of them, in the order of creation (contract/management-apps-resources-roles.md 1.3).</summary>
internal sealed class ListSecretsEndpoint(FindApplication find, GatehouseDb db, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(SecretObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("id"), call.Aborted)).TryGet(out var application, out var missing)) return missing;
        return await db.ApplicationSecrets.AsNoTracking().Where(secret => secret.ApplicationId == application.Id)
            .OrderBy(secret => secret.CreatedAt).ThenBy(secret => secret.Name)
            .ToAnswerAsync(call, (json, secret) => SecretObject.Write(json, secret, sealer));
    }
}
