using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>
/// Whether a user may use an application that has access control: any one rule that names them is enough
/// (contract/management-apps-resources-roles.md 1.8, oidc.md 8.3).
/// </summary>
internal sealed class ApplicationAccess(GatehouseDb db)
{
    public async Task<bool> IsAllowedAsync(RegisteredApplication application, string userId, OwnedPermissions owned, CancellationToken ct)
    {
        if (!application.HasAccessControl) return true;
        var rules = await db.AccessRules.AsNoTracking().Where(rule => rule.ApplicationId == application.Id).ToListAsync(ct);
        return rules.Exists(rule => rule.Kind switch
        {
            AccessRuleKind.User => rule.TargetId == userId,
            AccessRuleKind.UserRole => owned.RoleIds.Contains(rule.TargetId),
            AccessRuleKind.Organization => owned.IsMemberOf(rule.TargetId),
            AccessRuleKind.OrganizationRole => owned.HasRoleIn(rule.TargetId, rule.OrganizationRoleId),
            _ => false,
        });
    }
}
