using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Resources;

/// <summary>Deletes an API resource with its scopes, in whatever role they are (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class DeleteResource(GatehouseDb db, UnitOfWork work)
{
    public Task<Checked<Done>> ExecuteAsync(string resourceId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Resource.Deleted", resourceId, async () =>
        {
            if (await db.Resources.SingleOrDefaultAsync(resource => resource.Id == resourceId, ct) is not { } resource) return ResourceRefusals.NotThere(resourceId);
            if (ApiResource.IsManagementIndicator(resource.Indicator)) return new Refusal("resource.cannot_delete_management_api");
            db.Resources.Remove(resource);
            return new Done();
        }, ct);
}
