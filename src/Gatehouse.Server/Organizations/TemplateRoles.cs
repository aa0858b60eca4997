using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Looks up roles of the template that a request names (contract/management-organizations.md 2 and 3).</summary>
internal sealed class TemplateRoles(GatehouseDb db)
{
    /// <summary>Refused when one of the roles is for others (which comes first), or is not there.</summary>
    public async Task<Refusal?> CheckAsync(IReadOnlyCollection<string> roleIds, RoleType type, CancellationToken ct)
    {
        var found = await db.OrganizationRoles.Where(role => EF.Parameter(roleIds).Contains(role.Id)).Select(role => role.Type).ToListAsync(ct);
        if (found.Exists(kind => kind != type.ToString())) return OrganizationRefusals.WrongType;
        return found.Count < roleIds.Distinct().Count() ? OrganizationRefusals.MissingRelation : null;
    }

    /// <summary>The roles by id, then those by name, each once.</summary>
    public async Task<Checked<List<string>>> ResolveAsync(IReadOnlyList<string> roleIds, IReadOnlyList<string> names, CancellationToken ct)
    {
        if (names.Count == 0) return roleIds.Distinct().ToList();
        var named = await db.OrganizationRoles.Where(role => EF.Parameter(names).Contains(role.Name)).ToDictionaryAsync(role => role.Name, role => role.Id, ct);
        var unknown = names.Where(name => !named.ContainsKey(name)).Distinct().ToList();
        return unknown.Count > 0 ? OrganizationRefusals.UnknownRoleNames(unknown) : roleIds.Concat(names.Select(name => named[name])).Distinct().ToList();
    }
}
