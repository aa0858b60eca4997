using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>
/// The rules of an application's access control as a whole (contract/management-apps-resources-roles.md 1.8). A rule outlives whom it names:
/// then nobody matches it, and it does not count as one.
/// </summary>
internal sealed class AccessRules(GatehouseDb db, UnitOfWork work, FindApplication find)
{
    private const string MachineRole = "MachineToMachine";

    /// <summary>The rules that name somebody who exists, in no order.</summary>
    public Task<List<AccessRule>> ListAsync(string applicationId, CancellationToken ct) => LiveRules(applicationId).ToListAsync(ct);

    /// <inheritdoc cref="HasAccessRules"/>
    public Task<bool> AnyAsync(string applicationId, CancellationToken ct) => LiveRules(applicationId).AnyAsync(ct);

    /// <summary>The application has exactly these rules afterwards.</summary>
    public Task<Checked<IReadOnlyList<AccessRule>>> ReplaceAsync(string applicationId, IReadOnlyList<NewAccessRule> rules, CancellationToken ct) =>
        work.WriteAsync<IReadOnlyList<AccessRule>>("Change.Application.AccessRulesReplaced", applicationId, async () =>
        {
            if (!(await find.ToChangeAsync(applicationId, ct)).TryGet(out var application, out var refused)) return refused;
            if (rules.Any(rule => rule.Kind == AccessRuleKind.OrganizationRole && rule.OrganizationRoleId.Length == 0))
                return Refusal.InvalidRequest("a rule for an organization names no role in it") with { Status = 422 };
            if (rules.Count == 0 && application.AppLevelAccessControlEnabled)
                return Refusal.InvalidRequest("access control is on, and without any rule it would let nobody in") with { Status = 422 };
            if (await RefuseAsync(rules, ct) is { } problem) return problem;
            var wanted = rules.Select(rule => new AccessRule
            {
                TenantId = db.TenantId,
                ApplicationId = applicationId,
                Kind = rule.Kind,
                TargetId = rule.TargetId,
                OrganizationRoleId = rule.OrganizationRoleId,
            }).ToList();
            var known = (await db.AccessRules.Where(rule => rule.ApplicationId == applicationId).ToListAsync(ct)).ToDictionary(NewAccessRule.Of);
            var all = rules.ToHashSet();
            db.AccessRules.RemoveRange(known.Where(rule => !all.Contains(rule.Key)).Select(rule => rule.Value));
            db.AccessRules.AddRange(wanted.Where(rule => !known.ContainsKey(NewAccessRule.Of(rule))));
            find.Touch(application);
            return wanted;
        }, ct);

    private IQueryable<AccessRule> LiveRules(string applicationId)
    {
        var (users, roles, organizations, organizationRoles) = (db.Users, db.Roles, db.Organizations, db.OrganizationRoles);
        return db.AccessRules.AsNoTracking().Where(rule => rule.ApplicationId == applicationId && (
            (rule.Kind == AccessRuleKind.User && users.Any(user => user.Id == rule.TargetId))
            || (rule.Kind == AccessRuleKind.UserRole && roles.Any(role => role.Id == rule.TargetId))
            || (rule.Kind == AccessRuleKind.Organization && organizations.Any(organization => organization.Id == rule.TargetId))
            || (rule.Kind == AccessRuleKind.OrganizationRole && organizations.Any(organization => organization.Id == rule.TargetId)
                && organizationRoles.Any(role => role.Id == rule.OrganizationRoleId))));
    }

    /// <summary>What does not exist is reported before a role that is for machines.</summary>
    private async Task<Refusal?> RefuseAsync(IReadOnlyList<NewAccessRule> rules, CancellationToken ct)
    {
        var byKind = rules.ToLookup(rule => rule.Kind, rule => rule.TargetId);
        var users = byKind[AccessRuleKind.User].ToList();
        var roles = byKind[AccessRuleKind.UserRole].ToList();
        var organizations = byKind[AccessRuleKind.Organization].Concat(byKind[AccessRuleKind.OrganizationRole]).Distinct().ToList();
        var organizationRoles = rules.Where(rule => rule.Kind == AccessRuleKind.OrganizationRole).Select(rule => rule.OrganizationRoleId).Distinct().ToList();
        var foundRoles = roles.Count == 0 ? [] : await db.Roles.Where(role => EF.Parameter(roles).Contains(role.Id)).Select(role => role.Type).ToListAsync(ct);
        var foundOrganizationRoles = organizationRoles.Count == 0 ? []
            : await db.OrganizationRoles.Where(role => EF.Parameter(organizationRoles).Contains(role.Id)).Select(role => role.Type).ToListAsync(ct);
        var areThere = foundRoles.Count == roles.Count && foundOrganizationRoles.Count == organizationRoles.Count
            && (users.Count == 0 || await db.Users.CountAsync(user => EF.Parameter(users).Contains(user.Id), ct) == users.Count)
            && (organizations.Count == 0
                || await db.Organizations.CountAsync(organization => EF.Parameter(organizations).Contains(organization.Id), ct) == organizations.Count);
        if (!areThere) return new Refusal("entity.relation_foreign_key_not_found", 404);
        return foundRoles.Contains(RoleType.MachineToMachine) || foundOrganizationRoles.Contains(MachineRole) ? new Refusal("entity.db_constraint_violated", 422) : null;
    }
}

/// <summary>A rule as it is asked for; each at most once.</summary>
internal readonly record struct NewAccessRule(AccessRuleKind Kind, string TargetId, string OrganizationRoleId = "")
{
    public static NewAccessRule Of(AccessRule rule) => new(rule.Kind, rule.TargetId, rule.OrganizationRoleId);
}
