using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>Gives roles to a machine-to-machine application and takes them away (contract/management-apps-resources-roles.md 1.4).</summary>
internal sealed class RolesOfApplication(GatehouseDb db, UnitOfWork work, FindApplication find)
{
    /// <summary>Whether the application can have roles at all.</summary>
    public static Refusal? Refuse(Application application) =>
        application.Type == ApplicationType.MachineToMachine ? null : new Refusal("application.invalid_type", 422);

    /// <summary>Adds the roles that the application does not have yet.</summary>
    /// <returns>The ids that were new.</returns>
    public Task<Checked<IReadOnlyList<string>>> AddAsync(string applicationId, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        WriteAsync<IReadOnlyList<string>>("Change.Application.RolesAdded", applicationId, async _ =>
        {
            if (await RefuseAsync(roleIds, new Refusal("application.invalid_role_type", 422), ct) is { } refused) return refused;
            var held = await db.ApplicationRoles.Where(grant => grant.ApplicationId == applicationId).Select(grant => grant.RoleId).ToListAsync(ct);
            var added = roleIds.Distinct().Except(held).ToList();
            db.ApplicationRoles.AddRange(added.Select(roleId => Grant(applicationId, roleId)));
            return added;
        }, ct);

    /// <summary>
    /// Leaves the application with exactly these roles, and with the internal ones, which no list shows: they are
    /// <see cref="SetAdministrationAsync"/>'s.
    /// </summary>
    public Task<Checked<Done>> ReplaceAsync(string applicationId, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        WriteAsync<Done>("Change.Application.RolesReplaced", applicationId, async application =>
        {
            if (await RefuseAsync(roleIds, new Refusal("entity.db_constraint_violated", 422), ct) is { } refused) return refused;
            var (roles, wanted) = (db.Roles, roleIds.Distinct().ToList());
            var held = await db.ApplicationRoles.Where(grant => grant.ApplicationId == applicationId).ToListAsync(ct);
            var ids = held.Select(grant => grant.RoleId).ToList();
            var hidden = await roles.Where(role => ids.Contains(role.Id) && role.Name.StartsWith(Role.InternalPrefix)).Select(role => role.Id).ToListAsync(ct);
            db.ApplicationRoles.RemoveRange(held.Where(grant => !wanted.Contains(grant.RoleId) && !hidden.Contains(grant.RoleId)));
            db.ApplicationRoles.AddRange(wanted.Except(ids).Select(roleId => Grant(applicationId, roleId)));
            find.Touch(application);
            return new Done();
        }, ct);

    public Task<Checked<Done>> RemoveAsync(string applicationId, string roleId, CancellationToken ct) =>
        WriteAsync<Done>("Change.Application.RoleRemoved", applicationId, async _ =>
        {
            if (await HeldAsync(applicationId, roleId, ct) is not { } held) return ApplicationRefusals.NotThereToDelete;
            db.ApplicationRoles.Remove(held);
            return new Done();
        }, ct);

    /// <inheritdoc cref="SetAdministration"/>
    /// <remarks>Applications of any type; without effect in the tenant of the administrators (contract 1.2).</remarks>
    public async Task<Checked<Done>> SetAdministrationAsync(string applicationId, bool isAdmin, CancellationToken ct)
    {
        if (db.TenantId == TenantEndpoints.Admin) return new Done();
        if (await db.Roles.Where(role => role.Name == Role.Administration).Select(role => role.Id).SingleOrDefaultAsync(ct) is not { } roleId)
            return new Refusal("entity.not_exists", 500);
        var held = await HeldAsync(applicationId, roleId, ct);
        if (isAdmin && held is null) db.ApplicationRoles.Add(Grant(applicationId, roleId));
        if (!isAdmin && held is not null) db.ApplicationRoles.Remove(held);
        return new Done();
    }

    private Task<Checked<T>> WriteAsync<T>(string key, string applicationId, Func<Application, Task<Checked<T>>> change, CancellationToken ct) =>
        work.WriteAsync(key, applicationId, async () =>
            !(await find.ToChangeAsync(applicationId, ct)).TryGet(out var application, out var missing) ? missing
            : Refuse(application) is { } refused ? refused : await change(application), ct);

    private Task<ApplicationRole?> HeldAsync(string applicationId, string roleId, CancellationToken ct) =>
        db.ApplicationRoles.SingleOrDefaultAsync(grant => grant.ApplicationId == applicationId && grant.RoleId == roleId, ct);

    private ApplicationRole Grant(string applicationId, string roleId) => new() { TenantId = db.TenantId, ApplicationId = applicationId, RoleId = roleId };

    /// <summary>A role for users is reported before one that does not exist.</summary>
    private async Task<Refusal?> RefuseAsync(IReadOnlyList<string> roleIds, Refusal wrongType, CancellationToken ct)
    {
        var found = await db.Roles.Where(role => EF.Parameter(roleIds).Contains(role.Id)).Select(role => new { role.Id, role.Type }).ToListAsync(ct);
        if (found.Exists(role => role.Type != RoleType.MachineToMachine)) return wrongType;
        var unknown = roleIds.Except(found.Select(role => role.Id)).FirstOrDefault();
        return unknown is null ? null : new Refusal("entity.not_exists_with_id", 404).With("name", "roles").With("id", unknown);
    }
}
