using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Organizations;

/// <summary>Makes an organization; its name may be another's too (contract/management-organizations.md 1).</summary>
internal sealed class CreateOrganization(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <param name="fields">With a name.</param>
    public Task<Checked<Organization>> ExecuteAsync(OrganizationChange fields, CancellationToken ct) =>
        work.WriteAsync<Organization>("Change.Organization.Created", subject: null, () =>
        {
            var organization = new Organization
            {
                TenantId = db.TenantId, Id = Identifier.Short(), Name = fields.Name.Value, CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            fields.ApplyTo(organization);
            db.Organizations.Add(organization);
            work.Announce(OrganizationEvents.Created(organization));
            return Task.FromResult<Checked<Organization>>(organization);
        }, ct);
}
