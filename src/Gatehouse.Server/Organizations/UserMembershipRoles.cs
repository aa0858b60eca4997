using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Gives roles of the template to members of an organization and takes them away (contract/management-organizations.md 2).</summary>
internal sealed class UserMembershipRoles(GatehouseDb db, UnitOfWork work, TemplateRoles template)
{
    /// <summary>Every one of the users gets every one of the roles.</summary>
    public Task<Checked<Done>> AssignAsync(string organizationId, IReadOnlyList<string> userIds, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.UserRolesAssigned", organizationId, async () =>
        {
            if (await template.CheckAsync(roleIds, RoleType.User, ct) is { } refused) return refused;
            var users = userIds.ToHashSet();
            // Counted before the product is made: only real members and real roles may make it large.
            var members = await db.OrganizationUsers.CountAsync(member => member.OrganizationId == organizationId && EF.Parameter(userIds).Contains(member.UserId), ct);
            if (members < users.Count) return OrganizationRefusals.MissingRelation;
            var held = await db.OrganizationUserRoles
                .Where(grant => grant.OrganizationId == organizationId && EF.Parameter(userIds).Contains(grant.UserId) && EF.Parameter(roleIds).Contains(grant.OrganizationRoleId))
                .Select(grant => new { grant.UserId, grant.OrganizationRoleId }).ToListAsync(ct);
            var wanted = users.SelectMany(_ => roleIds.Distinct(), (userId, roleId) => new { UserId = userId, OrganizationRoleId = roleId });
            db.OrganizationUserRoles.AddRange(wanted.Except(held).Select(grant => Grant(organizationId, grant.UserId, grant.OrganizationRoleId)));
            return new Done();
        }, ct);

    /// <summary>Adds the roles that the member does not have yet.</summary>
    /// <returns>The roles that were named, by whatever they were named.</returns>
    public Task<Checked<IReadOnlyList<string>>> AddAsync(
        string organizationId, string userId, IReadOnlyList<string> roleIds, IReadOnlyList<string> names, CancellationToken ct) =>
        ChangeAsync("Change.Organization.UserRolesAdded", organizationId, userId, roleIds, names, (_, _) => false, ct);

    /// <summary>Leaves the member with exactly these roles.</summary>
    public Task<Checked<IReadOnlyList<string>>> ReplaceAsync(
        string organizationId, string userId, IReadOnlyList<string> roleIds, IReadOnlyList<string> names, CancellationToken ct) =>
        ChangeAsync("Change.Organization.UserRolesReplaced", organizationId, userId, roleIds, names, (grant, wanted) => !wanted.Contains(grant.OrganizationRoleId), ct);

    public Task<Checked<Done>> RemoveAsync(string organizationId, string userId, string roleId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.UserRoleRemoved", organizationId, async () =>
        {
            if (!await IsMemberAsync(organizationId, userId, ct)) return OrganizationRefusals.NoMember;
            if (await db.OrganizationUserRoles.SingleOrDefaultAsync(
                grant => grant.OrganizationId == organizationId && grant.UserId == userId && grant.OrganizationRoleId == roleId, ct) is not { } held)
                return OrganizationRefusals.NotFound;
            db.OrganizationUserRoles.Remove(held);
            return new Done();
        }, ct);

    public Task<bool> IsMemberAsync(string organizationId, string userId, CancellationToken ct) =>
        db.OrganizationUsers.AnyAsync(member => member.OrganizationId == organizationId && member.UserId == userId, ct);

    private Task<Checked<IReadOnlyList<string>>> ChangeAsync(
        string auditKey, string organizationId, string userId, IReadOnlyList<string> roleIds, IReadOnlyList<string> names,
        Func<OrganizationUserRole, IReadOnlyList<string>, bool> loses, CancellationToken ct) =>
        work.WriteAsync<IReadOnlyList<string>>(auditKey, organizationId, async () =>
        {
            if (!await IsMemberAsync(organizationId, userId, ct)) return OrganizationRefusals.NoMember;
            if (!(await template.ResolveAsync(roleIds, names, ct)).TryGet(out var wanted, out var refused)) return refused;
            if (await template.CheckAsync(wanted, RoleType.User, ct) is { } wrong) return wrong;
            var held = await db.OrganizationUserRoles.Where(grant => grant.OrganizationId == organizationId && grant.UserId == userId).ToListAsync(ct);
            db.OrganizationUserRoles.RemoveRange(held.Where(grant => loses(grant, wanted)));
            db.OrganizationUserRoles.AddRange(wanted.Except(held.Select(grant => grant.OrganizationRoleId)).Select(roleId => Grant(organizationId, userId, roleId)));
            return wanted;
        }, ct);

    private OrganizationUserRole Grant(string organizationId, string userId, string roleId) =>
        new() { TenantId = db.TenantId, OrganizationId = organizationId, UserId = userId, OrganizationRoleId = roleId };
}
