using Gatehouse.Server.Data;
using Gatehouse.Server.Roles;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// Gives a new user of tenant <c>admin</c> the installation to administer, inside the change that makes the user: the roles, a seat in the
/// organization of tenant <c>default</c>, and behind the first of them the door is closed (contract/experience-api.md 6).
/// </summary>
internal sealed class MakeAdministrator(GatehouseDb db)
{
    public const string Role = "default:admin";
    private const string UserRoleName = "user";
    private const string OrganizationId = "t-default";
    private const string OrganizationRoleId = "admin";

    /// <summary>This is the tenant of administrators, and it has none: whoever comes first would have everything.</summary>
    public async Task<bool> IsAwaitedAsync(CancellationToken ct) => db.TenantId == TenantEndpoints.Admin && !await ExistsAsync(ct);

    /// <param name="user">Made in this change, or there already.</param>
    public async Task ExecuteAsync(User user, CancellationToken ct)
    {
        await db.UserRoles.Where(grant => grant.UserId == user.Id).LoadAsync(ct);
        var given = db.UserRoles.Local.Where(grant => grant.UserId == user.Id).Select(grant => grant.RoleId).ToHashSet();
        foreach (var roleId in await db.Roles.Where(role => role.Name == UserRoleName || role.Name == Role).Select(role => role.Id).ToListAsync(ct))
        {
            if (given.Add(roleId)) db.UserRoles.Add(new UserRole { TenantId = db.TenantId, UserId = user.Id, RoleId = roleId });
        }

        if (await SeatAsync(user, ct) is null)
            db.OrganizationUsers.Add(new OrganizationUser { TenantId = db.TenantId, OrganizationId = OrganizationId, UserId = user.Id });
        if (await RoleInSeatAsync(user, ct) is null)
        {
            db.OrganizationUserRoles.Add(new OrganizationUserRole
            {
                TenantId = db.TenantId, OrganizationId = OrganizationId, UserId = user.Id, OrganizationRoleId = OrganizationRoleId,
            });
        }

        // Who opens it again later means it.
        if (!await ExistsAsync(ct)) (await db.SignInExperiences.SingleAsync(ct)).SignInMode = "SignIn";
    }

    /// <summary>Takes the seat away again, from whoever is no longer to have everything. The role itself is the caller's to take.</summary>
    public async Task LeaveAsync(User user, CancellationToken ct)
    {
        if (await RoleInSeatAsync(user, ct) is { } role) db.OrganizationUserRoles.Remove(role);
        if (await SeatAsync(user, ct) is { } seat) db.OrganizationUsers.Remove(seat);
    }

    private Task<OrganizationUser?> SeatAsync(User user, CancellationToken ct) =>
        db.OrganizationUsers.SingleOrDefaultAsync(seat => seat.OrganizationId == OrganizationId && seat.UserId == user.Id, ct);

    private Task<OrganizationUserRole?> RoleInSeatAsync(User user, CancellationToken ct) => db.OrganizationUserRoles.SingleOrDefaultAsync(
        role => role.OrganizationId == OrganizationId && role.UserId == user.Id && role.OrganizationRoleId == OrganizationRoleId, ct);

    private async Task<bool> ExistsAsync(CancellationToken ct)
    {
        var roles = db.Roles;
        return await db.UserRoles.AnyAsync(grant => roles.Any(role => role.Id == grant.RoleId && role.Name == Role), ct);
    }
}
