using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>
/// Changes in which of a user's organizations a third-party application may act, in the user's place
/// (contract/management-apps-resources-roles.md 1.6).
/// </summary>
internal sealed class ConsentToOrganizations(GatehouseDb db, UnitOfWork work, FindApplication find, FindUser findUser)
{
    /// <summary>Whether the application can be consented to, and the user exists.</summary>
    public async Task<Refusal?> RefuseAsync(string applicationId, string userId, CancellationToken ct) =>
        !(await find.OfThirdPartyAsync(applicationId, ct)).TryGet(out _, out var refused) ? refused : (await findUser.ToReadAsync(userId, ct)).Refusal;

    /// <summary>Adds what is not consented to yet.</summary>
    public Task<Checked<Done>> AddAsync(string applicationId, string userId, IReadOnlyList<string> organizationIds, CancellationToken ct) =>
        WriteAsync("Change.Application.ConsentOrganizationsAdded", applicationId, userId, organizationIds, isWhole: false, ct);

    /// <summary>Leaves the user's consent for exactly these.</summary>
    public Task<Checked<Done>> ReplaceAsync(string applicationId, string userId, IReadOnlyList<string> organizationIds, CancellationToken ct) =>
        WriteAsync("Change.Application.ConsentOrganizationsReplaced", applicationId, userId, organizationIds, isWhole: true, ct);

    public Task<Checked<Done>> RemoveAsync(string applicationId, string userId, string organizationId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Application.ConsentOrganizationRemoved", applicationId, async () =>
        {
            if (await RefuseAsync(applicationId, userId, ct) is { } refused) return refused;
            var row = await db.ConsentedOrganizations.SingleOrDefaultAsync(
                consent => consent.ApplicationId == applicationId && consent.UserId == userId && consent.OrganizationId == organizationId, ct);
            if (row is null) return ApplicationRefusals.NotThereToDelete;
            db.ConsentedOrganizations.Remove(row);
            return new Done();
        }, ct);

    private Task<Checked<Done>> WriteAsync(string key, string applicationId, string userId, IReadOnlyList<string> organizationIds, bool isWhole, CancellationToken ct) =>
        work.WriteAsync<Done>(key, applicationId, async () =>
        {
            if (await RefuseAsync(applicationId, userId, ct) is { } refused) return refused;
            var wanted = organizationIds.Distinct().ToList();
            var memberships = await db.OrganizationUsers.CountAsync(member => member.UserId == userId && EF.Parameter(wanted).Contains(member.OrganizationId), ct);
            if (memberships < wanted.Count) return new Refusal("organization.require_membership", 422);
            var known = await db.ConsentedOrganizations.Where(consent => consent.ApplicationId == applicationId && consent.UserId == userId).ToListAsync(ct);
            if (isWhole) db.ConsentedOrganizations.RemoveRange(known.Where(consent => !wanted.Contains(consent.OrganizationId)));
            db.ConsentedOrganizations.AddRange(wanted.Except(known.Select(consent => consent.OrganizationId)).Select(id => new ConsentedOrganization
            {
                TenantId = db.TenantId,
                ApplicationId = applicationId,
                UserId = userId,
                OrganizationId = id,
            }));
            return new Done();
        }, ct);
}
