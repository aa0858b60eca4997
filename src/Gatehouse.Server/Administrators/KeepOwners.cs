using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Administrators;

/// <summary>
/// An owner who can sign in always stays, whichever operation it is that deletes, suspends or takes roles: of two owners who remove each other
/// at the same moment one succeeds.
/// </summary>
internal sealed class KeepOwners(GatehouseDb db, FindAdministrators administrators)
{
    /// <summary>
    /// Inside of a change. The versions of the owners who leave and of one who stays move with it: of two changes at once that count on each
    /// other's owner, one finds a row changed and looks again.
    /// </summary>
    /// <param name="roleId">The role that they lose; null: they can't sign in any more.</param>
    public async Task<Refusal?> RefuseAsync(IReadOnlyCollection<string> userIds, string? roleId, CancellationToken ct)
    {
        if (db.TenantId != TenantEndpoints.Admin) return null;
        var role = (await administrators.NamesAsync(ct)).FirstOrDefault(each => each.Value == MakeAdministrator.Role).Key;
        if (role is null || (roleId is not null && roleId != role)) return null;
        var owners = await OwnersAsync(role, ct);
        var leaving = owners.Where(owner => userIds.Contains(owner.Id)).ToList();
        if (leaving.Count == 0) return null;
        if (owners.Find(owner => !leaving.Contains(owner)) is not { } witness) return AdministratorRefusals.LastOwner;
        foreach (var owner in leaving.Append(witness)) db.Entry(owner).Property(RowVersion.Name).IsModified = true;
        return null;
    }

    /// <summary>The roles of administrators are known by their names.</summary>
    public Refusal? RefuseRole(Role role) =>
        db.TenantId == TenantEndpoints.Admin && AdministratorRoles.Names.Contains(role.Name) ? AdministratorRefusals.RoleStays : null;

    /// <summary>Who can sign in and make somebody else an owner.</summary>
    private Task<List<User>> OwnersAsync(string role, CancellationToken ct)
    {
        var grants = db.UserRoles;
        return db.Users.Where(user => !user.IsSuspended && grants.Any(grant => grant.UserId == user.Id && grant.RoleId == role)).OrderBy(user => user.Id).ToListAsync(ct);
    }
}
