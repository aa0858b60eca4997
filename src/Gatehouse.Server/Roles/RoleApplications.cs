using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>Gives a role to applications and takes it from them (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class RoleApplications(GatehouseDb db, UnitOfWork work, FindRole find)
{
    /// <summary>None of them may have it already. What is no machine may get it too, without effect.</summary>
    public Task<Checked<Done>> AddAsync(string roleId, IReadOnlyList<string> applicationIds, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Role.ApplicationsAdded", roleId, async () =>
        {
            if (!(await find.ToReadAsync(roleId, ct)).TryGet(out var role, out var refused)) return refused;
            var ids = applicationIds.Distinct().ToList();
            if (await db.ApplicationRoles.AnyAsync(grant => grant.RoleId == roleId && EF.Parameter(ids).Contains(grant.ApplicationId), ct))
                return new Refusal("role.application_exists", 422);
            var found = await db.Applications.Where(application => EF.Parameter(ids).Contains(application.Id)).Select(application => application.Id).ToListAsync(ct);
            if (ids.Except(found).FirstOrDefault() is { } unknown)
                return new Refusal("entity.not_exists_with_id", 404).With("name", "applications").With("id", unknown);
            if (role.Type != RoleType.MachineToMachine) return RoleRefusals.WrongType;
            db.ApplicationRoles.AddRange(ids.Select(id => new ApplicationRole { TenantId = db.TenantId, ApplicationId = id, RoleId = roleId }));
            return new Done();
        }, ct);

    public Task<Checked<Done>> RemoveAsync(string roleId, string applicationId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Role.ApplicationRemoved", roleId, async () =>
        {
            if (await db.ApplicationRoles.SingleOrDefaultAsync(grant => grant.RoleId == roleId && grant.ApplicationId == applicationId, ct) is not { } held)
                return RoleRefusals.RelationNotThere;
            db.ApplicationRoles.Remove(held);
            return new Done();
        }, ct);
}
