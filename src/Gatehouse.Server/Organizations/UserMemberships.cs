using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Takes users into an organization and removes them from it (contract/management-organizations.md 2).</summary>
internal sealed class UserMemberships(GatehouseDb db, UnitOfWork work)
{
    /// <summary>The ids of the members.</summary>
    public static IQueryable<string> IdsOf(GatehouseDb db, string organizationId) =>
        db.OrganizationUsers.Where(member => member.OrganizationId == organizationId).Select(member => member.UserId);

    /// <summary>Who is a member already stays one.</summary>
    public Task<Checked<Done>> AddAsync(string organizationId, IReadOnlyList<string> userIds, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.UsersAdded", organizationId, async () =>
        {
            var held = await db.OrganizationUsers.Where(member => member.OrganizationId == organizationId && EF.Parameter(userIds).Contains(member.UserId))
                .Select(member => member.UserId).ToListAsync(ct);
            Change(organizationId, [.. userIds.Except(held)], []);
            return new Done();
        }, ct);

    /// <summary>Leaves the organization with exactly these members; whoever stays keeps their roles.</summary>
    public Task<Checked<Done>> ReplaceAsync(string organizationId, IReadOnlyList<string> userIds, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.UsersReplaced", organizationId, async () =>
        {
            var held = await db.OrganizationUsers.Where(member => member.OrganizationId == organizationId).ToListAsync(ct);
            var wanted = userIds.ToHashSet();
            Change(organizationId, [.. wanted.Except(held.Select(member => member.UserId))], [.. held.Where(member => !wanted.Contains(member.UserId))]);
            return new Done();
        }, ct);

    /// <summary>Their roles there, and what they let applications do there, go with them.</summary>
    public Task<Checked<Done>> RemoveAsync(string organizationId, string userId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.UserRemoved", organizationId, async () =>
        {
            if (await db.OrganizationUsers.SingleOrDefaultAsync(member => member.OrganizationId == organizationId && member.UserId == userId, ct) is not { } held)
                return OrganizationRefusals.NotFound;
            Change(organizationId, [], [held]);
            return new Done();
        }, ct);

    private void Change(string organizationId, IReadOnlyCollection<string> added, IReadOnlyCollection<OrganizationUser> removed)
    {
        db.OrganizationUsers.RemoveRange(removed);
        db.OrganizationUsers.AddRange(added.Select(userId => new OrganizationUser { TenantId = db.TenantId, OrganizationId = organizationId, UserId = userId }));
        work.Announce(OrganizationEvents.UsersChanged(organizationId, added, [.. removed.Select(member => member.UserId)]));
    }
}
