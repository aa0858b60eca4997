using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Changes a role of the organization template or deletes it (contract/management-organizations.md 5).</summary>
internal sealed class ChangeOrganizationRole(GatehouseDb db, UnitOfWork work)
{
    /// <summary>Nothing to change is refused before the role is looked for.</summary>
    public async Task<Checked<OrganizationRole>> ExecuteAsync(string roleId, TemplateChange fields, CancellationToken ct)
    {
        if (fields.IsEmpty) return TemplateRefusals.NothingToChange;
        return await work.WriteAsync<OrganizationRole>("Change.OrganizationRole.Updated", roleId, async () =>
        {
            if (await db.OrganizationRoles.SingleOrDefaultAsync(role => role.Id == roleId, ct) is not { } role) return TemplateRefusals.NotThereToChange;
            if (fields.Name.IsSent && await db.OrganizationRoles.AnyAsync(other => other.Id != roleId && other.Name == fields.Name.Value, ct)) return TemplateRefusals.NameTaken;
            fields.ApplyTo(role);
            work.Announce(TemplateEvents.RoleDataUpdated(role));
            return role;
        }, ct);
    }

    public Task<Checked<Done>> DeleteAsync(string roleId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.OrganizationRole.Deleted", roleId, async () =>
        {
            if (await db.OrganizationRoles.SingleOrDefaultAsync(role => role.Id == roleId, ct) is not { } role) return TemplateRefusals.NotThere;
            db.OrganizationRoles.Remove(role);
            work.Announce(TemplateEvents.RoleDeleted(roleId));
            return new Done();
        }, ct);
}
