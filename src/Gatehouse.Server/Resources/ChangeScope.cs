using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Resources;

/// <summary>
/// Changes a scope or deletes it (contract/management-apps-resources-roles.md 2). Any resource that exists opens the way to it, but not to
/// the scopes of the Management API.
/// </summary>
internal sealed class ChangeScope(GatehouseDb db, UnitOfWork work)
{
    public async Task<Checked<ResourceScope>> ExecuteAsync(string resourceId, string scopeId, ScopeChange fields, CancellationToken ct)
    {
        if (fields.HasSpaceInName) return ResourceRefusals.ScopeNameWithSpace;
        return await work.WriteAsync<ResourceScope>("Change.Scope.Updated", scopeId, async () =>
        {
            var (scope, refused) = await FindAsync(resourceId, scopeId, ct);
            if (refused is not null) return refused;
            if (fields.Name.IsSent && await db.Scopes.AnyAsync(other => other.ResourceId == resourceId && other.Id != scopeId && other.Name == fields.Name.Value, ct))
                return ResourceRefusals.ScopeNameExists;
            if (fields.IsEmpty) return ResourceRefusals.InvalidInput;
            if (scope is null) return new Refusal("entity.not_exists", 404);
            fields.ApplyTo(scope);
            work.Announce(ScopeEvents.DataUpdated(scope));
            return scope;
        }, ct);
    }

    public Task<Checked<Done>> DeleteAsync(string resourceId, string scopeId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Scope.Deleted", scopeId, async () =>
        {
            var (scope, refused) = await FindAsync(resourceId, scopeId, ct);
            if (refused is not null) return refused;
            if (scope is null) return new Refusal("entity.not_found", 404);
            db.Scopes.Remove(scope);
            work.Announce(ScopeEvents.Deleted(scopeId));
            return new Done();
        }, ct);

    private async Task<(ResourceScope? Scope, Refusal? Refused)> FindAsync(string resourceId, string scopeId, CancellationToken ct)
    {
        var scope = await db.Scopes.SingleOrDefaultAsync(scope => scope.Id == scopeId, ct);
        var ownerId = scope?.ResourceId ?? resourceId;
        var indicators = await db.Resources.Where(resource => resource.Id == resourceId || resource.Id == ownerId)
            .ToDictionaryAsync(resource => resource.Id, resource => resource.Indicator, ct);
        if (!indicators.ContainsKey(resourceId)) return (null, ResourceRefusals.NotThere(resourceId));
        return indicators.Values.Any(ApiResource.IsManagementIndicator) ? (null, ResourceRefusals.ManagementApi) : (scope, null);
    }
}
