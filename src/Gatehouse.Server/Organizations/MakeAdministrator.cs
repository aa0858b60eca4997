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

    /// <param name="user">Made in this change, without roles of these names so far.</param>
    public async Task ExecuteAsync(User user, CancellationToken ct)
    {
        var given = db.UserRoles.Local.Where(grant => grant.UserId == user.Id).Select(grant => grant.RoleId).ToHashSet();
        foreach (var roleId in await db.Roles.Where(role => role.Name == UserRoleName || role.Name == Role).Select(role => role.Id).ToListAsync(ct))
        {
            if (given.Add(roleId)) db.UserRoles.Add(new UserRole { TenantId = db.TenantId, UserId = user.Id, RoleId = roleId });
        }

        db.OrganizationUsers.Add(new OrganizationUser { TenantId = db.TenantId, OrganizationId = OrganizationId, UserId = user.Id });
        db.OrganizationUserRoles.Add(new OrganizationUserRole
        {
            TenantId = db.TenantId, OrganizationId = OrganizationId, UserId = user.Id, OrganizationRoleId = OrganizationRoleId,
        });
        // Who opens it again later means it.
        if (!await ExistsAsync(ct)) (await db.SignInExperiences.SingleAsync(ct)).SignInMode = "SignIn";
    }

    private async Task<bool> ExistsAsync(CancellationToken ct)
    {
        var roles = db.Roles;
        return await db.UserRoles.AnyAsync(grant => roles.Any(role => role.Id == grant.RoleId && role.Name == Role), ct);
    }
}
