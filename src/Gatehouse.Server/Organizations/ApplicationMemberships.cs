using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Lets machine-to-machine applications act in an organization, and no longer (contract/management-organizations.md 3).</summary>
internal sealed class ApplicationMemberships(GatehouseDb db, UnitOfWork work)
{
    /// <summary>What is in the organization already stays in it.</summary>
    public Task<Checked<Done>> AddAsync(string organizationId, IReadOnlyList<string> applicationIds, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.ApplicationsAdded", organizationId, async () =>
        {
            if (await AnyOfOtherTypeAsync(applicationIds, ct)) return OrganizationRefusals.WrongType;
            var held = await db.OrganizationApplications.Where(member => member.OrganizationId == organizationId && EF.Parameter(applicationIds).Contains(member.ApplicationId))
                .Select(member => member.ApplicationId).ToListAsync(ct);
            Change(organizationId, [.. applicationIds.Except(held)], []);
            return new Done();
        }, ct);

    /// <summary>Leaves the organization with exactly these applications; what stays keeps its roles.</summary>
    public Task<Checked<Done>> ReplaceAsync(string organizationId, IReadOnlyList<string> applicationIds, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.ApplicationsReplaced", organizationId, async () =>
        {
            if (await AnyOfOtherTypeAsync(applicationIds, ct)) return OrganizationRefusals.WrongType;
            var held = await db.OrganizationApplications.Where(member => member.OrganizationId == organizationId).ToListAsync(ct);
            var wanted = applicationIds.ToHashSet();
            Change(organizationId, [.. wanted.Except(held.Select(member => member.ApplicationId))], [.. held.Where(member => !wanted.Contains(member.ApplicationId))]);
            return new Done();
        }, ct);

    public Task<Checked<Done>> RemoveAsync(string organizationId, string applicationId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.ApplicationRemoved", organizationId, async () =>
        {
            if (await db.OrganizationApplications.SingleOrDefaultAsync(
                member => member.OrganizationId == organizationId && member.ApplicationId == applicationId, ct) is not { } held)
                return OrganizationRefusals.NotFound;
            Change(organizationId, [], [held]);
            return new Done();
        }, ct);

    private Task<bool> AnyOfOtherTypeAsync(IReadOnlyList<string> applicationIds, CancellationToken ct) => db.Applications.AnyAsync(
        application => EF.Parameter(applicationIds).Contains(application.Id) && application.Type != ApplicationType.MachineToMachine, ct);

    private void Change(string organizationId, IReadOnlyCollection<string> added, IReadOnlyCollection<OrganizationApplication> removed)
    {
        db.OrganizationApplications.RemoveRange(removed);
        db.OrganizationApplications.AddRange(added.Select(applicationId =>
            new OrganizationApplication { TenantId = db.TenantId, OrganizationId = organizationId, ApplicationId = applicationId }));
        work.Announce(OrganizationEvents.ApplicationsChanged(organizationId, added, [.. removed.Select(member => member.ApplicationId)]));
    }
}
