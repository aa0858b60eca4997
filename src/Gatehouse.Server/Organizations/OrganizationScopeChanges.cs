using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Makes, changes and deletes the scopes of the organization template (contract/management-organizations.md 5).</summary>
internal sealed class OrganizationScopeChanges(GatehouseDb db, UnitOfWork work)
{
    /// <param name="fields">With a name.</param>
    public Task<Checked<OrganizationScope>> CreateAsync(TemplateChange fields, CancellationToken ct)
    {
        var id = Identifier.Long();
        return work.WriteAsync<OrganizationScope>("Change.OrganizationScope.Created", id, async () =>
        {
            if (await db.OrganizationScopes.AnyAsync(other => other.Name == fields.Name.Value, ct)) return TemplateRefusals.NameTaken;
            var scope = new OrganizationScope { TenantId = db.TenantId, Id = id, Name = fields.Name.Value };
            fields.ApplyTo(scope);
            db.OrganizationScopes.Add(scope);
            work.Announce(TemplateEvents.ScopeCreated(scope));
            return scope;
        }, ct);
    }

    /// <summary>Nothing to change is refused before the scope is looked for.</summary>
    public async Task<Checked<OrganizationScope>> ChangeAsync(string scopeId, TemplateChange fields, CancellationToken ct)
    {
        if (fields.IsEmpty) return TemplateRefusals.NothingToChange;
        return await work.WriteAsync<OrganizationScope>("Change.OrganizationScope.Updated", scopeId, async () =>
        {
            if (await db.OrganizationScopes.SingleOrDefaultAsync(scope => scope.Id == scopeId, ct) is not { } scope) return TemplateRefusals.NotThereToChange;
            if (fields.Name.IsSent && await db.OrganizationScopes.AnyAsync(other => other.Id != scopeId && other.Name == fields.Name.Value, ct)) return TemplateRefusals.NameTaken;
            fields.ApplyTo(scope);
            work.Announce(TemplateEvents.ScopeDataUpdated(scope));
            return scope;
        }, ct);
    }

    public Task<Checked<Done>> DeleteAsync(string scopeId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.OrganizationScope.Deleted", scopeId, async () =>
        {
            if (await db.OrganizationScopes.SingleOrDefaultAsync(scope => scope.Id == scopeId, ct) is not { } scope) return TemplateRefusals.NotThere;
            db.OrganizationScopes.Remove(scope);
            work.Announce(TemplateEvents.ScopeDeleted(scopeId));
            return new Done();
        }, ct);
}
