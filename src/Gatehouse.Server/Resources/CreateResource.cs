using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Resources;

/// <summary>Makes an API resource, without scopes (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class CreateResource(GatehouseDb db, UnitOfWork work)
{
    /// <param name="fields">With a name.</param>
    public Task<Checked<ApiResource>> ExecuteAsync(string indicator, ResourceChange fields, CancellationToken ct)
    {
        var id = Identifier.Long();
        return work.WriteAsync<ApiResource>("Change.Resource.Created", id, async () =>
        {
            if (await db.Resources.AnyAsync(resource => resource.Indicator == indicator, ct)) return new Refusal("resource.resource_identifier_in_use", 422);
            if (!fields.IsStorable) return ResourceRefusals.InvalidInput;
            var resource = new ApiResource { TenantId = db.TenantId, Id = id, Name = fields.Name.Value, Indicator = indicator };
            fields.ApplyTo(resource);
            db.Resources.Add(resource);
            return resource;
        }, ct);
    }
}
