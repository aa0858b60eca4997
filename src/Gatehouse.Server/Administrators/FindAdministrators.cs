using Gatehouse.Server.Data;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Administrators;

/// <summary>Who may use the console, by the roles that users of tenant <c>admin</c> hold.</summary>
internal sealed class FindAdministrators(GatehouseDb db, Snapshots snapshots)
{
    /// <summary>The role of one user; null for whoever has none.</summary>
    public async Task<AdministratorRole?> RoleOfAsync(string userId, CancellationToken ct)
    {
        var held = await db.UserRoles.Where(grant => grant.UserId == userId).Select(grant => grant.RoleId).ToListAsync(ct);
        return AdministratorRoles.StrongestOf((await NamesAsync(ct)).Where(role => held.Contains(role.Key)).Select(role => role.Value));
    }

    /// <summary>All of them, the owners first.</summary>
    public async Task<IReadOnlyList<Administrator>> AllAsync(CancellationToken ct)
    {
        var names = await NamesAsync(ct);
        var ids = names.Keys.ToList();
        var grants = (await db.UserRoles.AsNoTracking().Where(grant => ids.Contains(grant.RoleId)).ToListAsync(ct)).ToLookup(grant => grant.UserId, grant => names[grant.RoleId]);
        var userIds = grants.Select(grant => grant.Key).ToList();
        var users = await db.Users.AsNoTracking().Where(user => EF.Parameter(userIds).Contains(user.Id)).ToListAsync(ct);
        return
        [
            .. users.Select(user => new Administrator(user, AdministratorRoles.StrongestOf(grants[user.Id])!.Value))
                .OrderBy(found => found.Role).ThenBy(found => found.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The administrators' roles: their names by id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken ct) =>
        (await snapshots.GetAsync(db.TenantId, ct)).Get<RoleDirectory>().All.Where(role => AdministratorRoles.Names.Contains(role.Name)).ToDictionary(role => role.Id, role => role.Name);
}
