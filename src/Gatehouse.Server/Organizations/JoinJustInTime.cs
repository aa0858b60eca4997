using Gatehouse.Server.Data;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// Lets a user join the organizations that provision them just in time, with the roles that they give then
/// (contract/management-organizations.md 4). For the registration of end users and the first link to an enterprise account; it adds to the
/// unit of work that runs, so that a user who registers is a member from the first moment. Administrators' changes never come here.
/// </summary>
internal sealed class JoinJustInTime(GatehouseDb db, UnitOfWork work)
{
    /// <param name="verifiedEmail">Proven to be the user's; what stands behind the @ is compared letter by letter.</param>
    /// <returns>The organizations that were joined; where the user was a member already nothing changes.</returns>
    public Task<IReadOnlyList<string>> ByEmailDomainAsync(string userId, string verifiedEmail, CancellationToken ct)
    {
        var emailDomain = verifiedEmail[(verifiedEmail.LastIndexOf('@') + 1)..];
        return JoinAsync(userId, db.JustInTimeDomains.Where(domain => domain.EmailDomain == emailDomain).Select(domain => domain.OrganizationId), ct);
    }

    /// <inheritdoc cref="ByEmailDomainAsync"/>
    public Task<IReadOnlyList<string>> BySsoConnectorAsync(string userId, string ssoConnectorId, CancellationToken ct) => JoinAsync(
        userId, db.JustInTimeSsoConnectors.Where(connector => connector.SsoConnectorId == ssoConnectorId).Select(connector => connector.OrganizationId), ct);

    /// <summary>As a one-time token says. An organization that has gone meanwhile is none.</summary>
    public Task<IReadOnlyList<string>> ByIdAsync(string userId, IReadOnlyList<string> organizationIds, CancellationToken ct) => JoinAsync(
        userId, db.Organizations.Where(organization => EF.Parameter(organizationIds).Contains(organization.Id)).Select(organization => organization.Id), ct);

    private async Task<IReadOnlyList<string>> JoinAsync(string userId, IQueryable<string> organizations, CancellationToken ct)
    {
        var (members, jitRoles, templateRoles) = (db.OrganizationUsers, db.JustInTimeRoles, db.OrganizationRoles);
        var open = organizations.Where(id => !members.Any(member => member.OrganizationId == id && member.UserId == userId));
        var joined = await open.OrderBy(id => id).ToListAsync(ct);
        if (joined.Count == 0) return joined;

        // A role for machines may be configured, but no user can hold it: nobody is kept from registering by that.
        var userRole = nameof(RoleType.User);
        var roles = await (
            from organizationId in open
            join role in jitRoles on organizationId equals role.OrganizationId
            join template in templateRoles on role.OrganizationRoleId equals template.Id
            where template.Type == userRole
            select role).AsNoTracking().ToListAsync(ct);
        var rolesOf = roles.ToLookup(role => role.OrganizationId, role => role.OrganizationRoleId);
        foreach (var organizationId in joined)
        {
            db.OrganizationUsers.Add(new OrganizationUser { TenantId = db.TenantId, OrganizationId = organizationId, UserId = userId });
            db.OrganizationUserRoles.AddRange(rolesOf[organizationId].Select(roleId => new OrganizationUserRole
            {
                TenantId = db.TenantId, OrganizationId = organizationId, UserId = userId, OrganizationRoleId = roleId,
            }));
            work.Announce(OrganizationEvents.UsersChanged(organizationId, added: [userId], removed: []));
        }

        return joined;
    }
}
