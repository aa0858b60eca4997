using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// Says who joins an organization by themselves and what they get there (contract/management-organizations.md 4). The effect is
/// <see cref="JoinJustInTime"/>.
/// </summary>
internal sealed class ConfigureJustInTime(GatehouseDb db, UnitOfWork work)
{
    /// <summary>The same domain twice is refused.</summary>
    public Task<Checked<JustInTimeDomain>> AddDomainAsync(string organizationId, string emailDomain, CancellationToken ct) =>
        work.WriteAsync<JustInTimeDomain>("Change.Organization.JitEmailDomainAdded", organizationId, () =>
        {
            var domain = Domain(organizationId, emailDomain);
            db.JustInTimeDomains.Add(domain);
            return Task.FromResult<Checked<JustInTimeDomain>>(domain);
        }, ct);

    /// <inheritdoc cref="AddDomainAsync"/>
    public Task<Checked<Done>> ReplaceDomainsAsync(string organizationId, IReadOnlyList<string> emailDomains, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.JitEmailDomainsReplaced", organizationId, async () =>
        {
            var wanted = emailDomains.ToHashSet();
            if (wanted.Count < emailDomains.Count) return OrganizationRefusals.Duplicate;
            var held = await db.JustInTimeDomains.Where(domain => domain.OrganizationId == organizationId).ToListAsync(ct);
            db.RemoveRange(held.Where(domain => !wanted.Contains(domain.EmailDomain)));
            db.AddRange(wanted.Except(held.Select(domain => domain.EmailDomain)).Select(domain => Domain(organizationId, domain)));
            return new Done();
        }, ct);

    public Task<Checked<Done>> RemoveDomainAsync(string organizationId, string emailDomain, CancellationToken ct) => RemoveAsync(
        "Change.Organization.JitEmailDomainRemoved", organizationId,
        db.JustInTimeDomains.Where(domain => domain.OrganizationId == organizationId && domain.EmailDomain == emailDomain), ct);

    public Task<Checked<Done>> AddRolesAsync(string organizationId, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        ChangeRolesAsync("Change.Organization.JitRolesAdded", organizationId, roleIds, loses: _ => false, ct);

    public Task<Checked<Done>> ReplaceRolesAsync(string organizationId, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        ChangeRolesAsync("Change.Organization.JitRolesReplaced", organizationId, roleIds, role => !roleIds.Contains(role.OrganizationRoleId), ct);

    public Task<Checked<Done>> RemoveRoleAsync(string organizationId, string roleId, CancellationToken ct) => RemoveAsync(
        "Change.Organization.JitRoleRemoved", organizationId,
        db.JustInTimeRoles.Where(role => role.OrganizationId == organizationId && role.OrganizationRoleId == roleId), ct);

    public Task<Checked<Done>> AddSsoConnectorsAsync(string organizationId, IReadOnlyList<string> connectorIds, CancellationToken ct) =>
        ChangeSsoConnectorsAsync("Change.Organization.JitSsoConnectorsAdded", organizationId, connectorIds, loses: _ => false, ct);

    public Task<Checked<Done>> ReplaceSsoConnectorsAsync(string organizationId, IReadOnlyList<string> connectorIds, CancellationToken ct) => ChangeSsoConnectorsAsync(
        "Change.Organization.JitSsoConnectorsReplaced", organizationId, connectorIds, connector => !connectorIds.Contains(connector.SsoConnectorId), ct);

    public Task<Checked<Done>> RemoveSsoConnectorAsync(string organizationId, string connectorId, CancellationToken ct) => RemoveAsync(
        "Change.Organization.JitSsoConnectorRemoved", organizationId,
        db.JustInTimeSsoConnectors.Where(connector => connector.OrganizationId == organizationId && connector.SsoConnectorId == connectorId), ct);

    private Task<Checked<Done>> ChangeRolesAsync(
        string auditKey, string organizationId, IReadOnlyList<string> roleIds, Func<JustInTimeRole, bool> loses, CancellationToken ct) =>
        work.WriteAsync<Done>(auditKey, organizationId, async () =>
        {
            var held = await db.JustInTimeRoles.Where(role => role.OrganizationId == organizationId).ToListAsync(ct);
            db.RemoveRange(held.Where(loses));
            db.AddRange(roleIds.Except(held.Select(role => role.OrganizationRoleId))
                .Select(roleId => new JustInTimeRole { TenantId = db.TenantId, OrganizationId = organizationId, OrganizationRoleId = roleId }));
            return new Done();
        }, ct);

    private Task<Checked<Done>> ChangeSsoConnectorsAsync(
        string auditKey, string organizationId, IReadOnlyList<string> connectorIds, Func<JustInTimeSsoConnector, bool> loses, CancellationToken ct) =>
        work.WriteAsync<Done>(auditKey, organizationId, async () =>
        {
            var held = await db.JustInTimeSsoConnectors.Where(connector => connector.OrganizationId == organizationId).ToListAsync(ct);
            db.RemoveRange(held.Where(loses));
            db.AddRange(connectorIds.Except(held.Select(connector => connector.SsoConnectorId))
                .Select(connectorId => new JustInTimeSsoConnector { TenantId = db.TenantId, OrganizationId = organizationId, SsoConnectorId = connectorId }));
            return new Done();
        }, ct);

    private Task<Checked<Done>> RemoveAsync<T>(string auditKey, string organizationId, IQueryable<T> one, CancellationToken ct) where T : class =>
        work.WriteAsync<Done>(auditKey, organizationId, async () =>
        {
            if (await one.SingleOrDefaultAsync(ct) is not { } held) return OrganizationRefusals.NotFound;
            db.Remove(held);
            return new Done();
        }, ct);

    private JustInTimeDomain Domain(string organizationId, string emailDomain) =>
        new() { TenantId = db.TenantId, OrganizationId = organizationId, EmailDomain = emailDomain };
}
