using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Gives roles of the template to applications in an organization and takes them away (contract/management-organizations.md 3).</summary>
internal sealed class ApplicationMembershipRoles(GatehouseDb db, UnitOfWork work, TemplateRoles template)
{
    /// <summary>Every one of the applications gets every one of the roles.</summary>
    public Task<Checked<Done>> AssignAsync(string organizationId, IReadOnlyList<string> applicationIds, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.ApplicationRolesAssigned", organizationId, async () =>
        {
            if (await template.CheckAsync(roleIds, RoleType.MachineToMachine, ct) is { } refused) return refused;
            var applications = applicationIds.ToHashSet();
            // Counted before the product is made: only real members and real roles may make it large.
            var members = await db.OrganizationApplications.CountAsync(
                member => member.OrganizationId == organizationId && EF.Parameter(applicationIds).Contains(member.ApplicationId), ct);
            if (members < applications.Count) return OrganizationRefusals.MissingRelation;
            var held = await db.OrganizationApplicationRoles
                .Where(grant => grant.OrganizationId == organizationId && EF.Parameter(applicationIds).Contains(grant.ApplicationId) && EF.Parameter(roleIds).Contains(grant.OrganizationRoleId))
                .Select(grant => new { grant.ApplicationId, grant.OrganizationRoleId }).ToListAsync(ct);
            var wanted = applications.SelectMany(_ => roleIds.Distinct(), (applicationId, roleId) => new { ApplicationId = applicationId, OrganizationRoleId = roleId });
            db.OrganizationApplicationRoles.AddRange(wanted.Except(held).Select(grant => Grant(organizationId, grant.ApplicationId, grant.OrganizationRoleId)));
            return new Done();
        }, ct);

    /// <summary>Adds the roles that the application does not have yet.</summary>
    public Task<Checked<Done>> AddAsync(string organizationId, string applicationId, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        ChangeAsync("Change.Organization.ApplicationRolesAdded", organizationId, applicationId, roleIds, loses: _ => false, ct);

    /// <summary>Leaves the application with exactly these roles.</summary>
    public Task<Checked<Done>> ReplaceAsync(string organizationId, string applicationId, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        ChangeAsync("Change.Organization.ApplicationRolesReplaced", organizationId, applicationId, roleIds, grant => !roleIds.Contains(grant.OrganizationRoleId), ct);

    public Task<Checked<Done>> RemoveAsync(string organizationId, string applicationId, string roleId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.ApplicationRoleRemoved", organizationId, async () =>
        {
            if (!await IsMemberAsync(organizationId, applicationId, ct)) return OrganizationRefusals.NoMember;
            if (await db.OrganizationApplicationRoles.SingleOrDefaultAsync(
                grant => grant.OrganizationId == organizationId && grant.ApplicationId == applicationId && grant.OrganizationRoleId == roleId, ct) is not { } held)
                return OrganizationRefusals.NotFound;
            db.OrganizationApplicationRoles.Remove(held);
            return new Done();
        }, ct);

    public Task<bool> IsMemberAsync(string organizationId, string applicationId, CancellationToken ct) =>
        db.OrganizationApplications.AnyAsync(member => member.OrganizationId == organizationId && member.ApplicationId == applicationId, ct);

    private Task<Checked<Done>> ChangeAsync(
        string auditKey, string organizationId, string applicationId, IReadOnlyList<string> roleIds, Func<OrganizationApplicationRole, bool> loses, CancellationToken ct) =>
        work.WriteAsync<Done>(auditKey, organizationId, async () =>
        {
            if (!await IsMemberAsync(organizationId, applicationId, ct)) return OrganizationRefusals.NoMember;
            if (await template.CheckAsync(roleIds, RoleType.MachineToMachine, ct) is { } refused) return refused;
            var held = await db.OrganizationApplicationRoles.Where(grant => grant.OrganizationId == organizationId && grant.ApplicationId == applicationId).ToListAsync(ct);
            db.OrganizationApplicationRoles.RemoveRange(held.Where(loses));
            db.OrganizationApplicationRoles.AddRange(roleIds.Except(held.Select(grant => grant.OrganizationRoleId)).Select(roleId => Grant(organizationId, applicationId, roleId)));
            return new Done();
        }, ct);

    private OrganizationApplicationRole Grant(string organizationId, string applicationId, string roleId) =>
        new() { TenantId = db.TenantId, OrganizationId = organizationId, ApplicationId = applicationId, OrganizationRoleId = roleId };
}
