using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>One role by id.</summary>
internal sealed class FindRole(GatehouseDb db)
{
    /// <summary>To look at.</summary>
    public async Task<Checked<Role>> ToReadAsync(string roleId, CancellationToken ct) =>
        await db.Roles.AsNoTracking().SingleOrDefaultAsync(role => role.Id == roleId, ct) is { } role ? role : RoleRefusals.NotThere(roleId);

    /// <summary>To change the role or its scopes, inside a unit of work; refused for the server's own.</summary>
    public async Task<Checked<Role>> ToChangeAsync(string roleId, CancellationToken ct)
    {
        if (await db.Roles.SingleOrDefaultAsync(role => role.Id == roleId, ct) is not { } role) return RoleRefusals.NotThere(roleId);
        return role.IsInternal ? RoleRefusals.Internal : role;
    }
}
