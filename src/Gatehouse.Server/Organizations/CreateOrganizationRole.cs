using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Adds a role to the organization template, with its scopes or not at all (contract/management-organizations.md 5).</summary>
internal sealed class CreateOrganizationRole(GatehouseDb db, UnitOfWork work)
{
    /// <param name="fields">With a name.</param>
    /// <param name="organizationScopeIds">Of the template.</param>
    /// <param name="resourceScopeIds">Of API resources; those of the Management API too.</param>
    public Task<Checked<OrganizationRole>> ExecuteAsync(
        TemplateChange fields, IReadOnlyList<string> organizationScopeIds, IReadOnlyList<string> resourceScopeIds, CancellationToken ct)
    {
        var id = Identifier.Long();
        return work.WriteAsync<OrganizationRole>("Change.OrganizationRole.Created", id, async () =>
        {
            if (await db.OrganizationRoles.AnyAsync(other => other.Name == fields.Name.Value, ct)) return TemplateRefusals.NameTaken;
            var role = new OrganizationRole { TenantId = db.TenantId, Id = id, Name = fields.Name.Value, Type = OrganizationRole.Types[0] };
            fields.ApplyTo(role);
            db.OrganizationRoles.Add(role);
            db.OrganizationRoleScopes.AddRange(organizationScopeIds.Distinct().Select(scopeId => OrganizationRoleScope.Make(db.TenantId, id, scopeId)));
            db.OrganizationRoleResourceScopes.AddRange(resourceScopeIds.Distinct().Select(scopeId => OrganizationRoleResourceScope.Make(db.TenantId, id, scopeId)));
            if (organizationScopeIds.Count + resourceScopeIds.Count > 0) work.Announce(TemplateEvents.ScopesUpdatedAtCreation(id));
            work.Announce(TemplateEvents.RoleCreated(role));
            return role;
        }, ct);
    }
}
