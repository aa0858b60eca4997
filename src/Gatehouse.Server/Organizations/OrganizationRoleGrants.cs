using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// Gives scopes to a role of the organization template and takes them away: those of the template and those of API resources alike
/// (contract/management-organizations.md 5). Only the former are told to webhooks.
/// </summary>
internal sealed class OrganizationRoleGrants<TGrant>(GatehouseDb db, UnitOfWork work) where TGrant : class, IOrganizationRoleGrant<TGrant>
{
    /// <summary>Adds those that the role has not yet.</summary>
    public Task<Checked<Done>> AddAsync(string roleId, IReadOnlyList<string> scopeIds, CancellationToken ct) =>
        WriteAsync("Added", roleId, held =>
        {
            Add(roleId, scopeIds.Except(held.Select(grant => grant.GrantedId)));
            return null;
        }, ct);

    /// <summary>Leaves the role with exactly these.</summary>
    public Task<Checked<Done>> ReplaceAsync(string roleId, IReadOnlyList<string> scopeIds, CancellationToken ct) =>
        WriteAsync("Replaced", roleId, held =>
        {
            db.Set<TGrant>().RemoveRange(held.Where(grant => !scopeIds.Contains(grant.GrantedId)));
            Add(roleId, scopeIds.Except(held.Select(grant => grant.GrantedId)));
            return null;
        }, ct);

    public Task<Checked<Done>> RemoveAsync(string roleId, string scopeId, CancellationToken ct) =>
        WriteAsync("Removed", roleId, held =>
        {
            if (held.Find(grant => grant.GrantedId == scopeId) is not { } found) return TemplateRefusals.NotThere;
            db.Set<TGrant>().Remove(found);
            return null;
        }, ct);

    private Task<Checked<Done>> WriteAsync(string what, string roleId, Func<List<TGrant>, Refusal?> change, CancellationToken ct) =>
        work.WriteAsync<Done>($"Change.OrganizationRole.{TGrant.AuditName}{what}", roleId, async () =>
        {
            var held = await db.Set<TGrant>().Where(grant => grant.OrganizationRoleId == roleId).ToListAsync(ct);
            if (change(held) is { } refused) return refused;
            // Nothing may be added that would say so by itself.
            if (held.Count == 0 && !await db.OrganizationRoles.AnyAsync(role => role.Id == roleId, ct)) return TemplateRefusals.MissingRole;
            if (TGrant.IsTold) work.Announce(new ChangeEvent(TemplateEvents.RoleScopesUpdated, roleId, null));
            return new Done();
        }, ct);

    private void Add(string roleId, IEnumerable<string> scopeIds) =>
        db.Set<TGrant>().AddRange(scopeIds.Select(scopeId => TGrant.Make(db.TenantId, roleId, scopeId)));
}
