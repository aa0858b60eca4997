using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Resources;

/// <summary>Gives an API resource another scope (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class CreateScope(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <param name="fields">With a name.</param>
    public async Task<Checked<ResourceScope>> ExecuteAsync(string resourceId, ScopeChange fields, CancellationToken ct)
    {
        if (fields.HasSpaceInName) return ResourceRefusals.ScopeNameWithSpace;
        var id = Identifier.Long();
        return await work.WriteAsync<ResourceScope>("Change.Scope.Created", id, async () =>
        {
            if (await db.Resources.AsNoTracking().SingleOrDefaultAsync(resource => resource.Id == resourceId, ct) is not { } resource)
                return ResourceRefusals.NotThere(resourceId);
            if (ApiResource.IsManagementIndicator(resource.Indicator)) return ResourceRefusals.ManagementApi;
            if (await db.Scopes.AnyAsync(other => other.ResourceId == resourceId && other.Name == fields.Name.Value, ct)) return ResourceRefusals.ScopeNameExists;
            var scope = new ResourceScope
            {
                TenantId = db.TenantId, Id = id, ResourceId = resourceId, Name = fields.Name.Value, CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            fields.ApplyTo(scope);
            db.Scopes.Add(scope);
            work.Announce(ScopeEvents.Created(scope));
            return scope;
        }, ct);
    }
}
