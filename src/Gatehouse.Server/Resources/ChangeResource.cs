using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Resources;

/// <summary>Changes an API resource (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class ChangeResource(GatehouseDb db, UnitOfWork work)
{
    public Task<Checked<ApiResource>> ExecuteAsync(string resourceId, ResourceChange fields, CancellationToken ct) =>
        work.WriteAsync<ApiResource>("Change.Resource.Updated", resourceId, async () =>
        {
            if (await db.Resources.SingleOrDefaultAsync(resource => resource.Id == resourceId, ct) is not { } resource) return ResourceRefusals.NotThere(resourceId);
            if (ApiResource.IsManagementIndicator(resource.Indicator)) return ResourceRefusals.ManagementApi;
            if (fields.IsEmpty || !fields.IsStorable) return ResourceRefusals.InvalidInput;
            fields.ApplyTo(resource);
            return resource;
        }, ct);

    /// <summary>Makes it the resource of requests that name none, in place of the one before; or takes that from it. The Management API's may be it.</summary>
    public Task<Checked<ApiResource>> SetDefaultAsync(string resourceId, bool isDefault, CancellationToken ct) =>
        work.WriteAsync<ApiResource>("Change.Resource.DefaultSet", resourceId, async () =>
        {
            var concerned = await db.Resources.Where(resource => resource.IsDefault || resource.Id == resourceId).ToListAsync(ct);
            if (concerned.Find(resource => resource.Id == resourceId) is not { } chosen)
                return isDefault ? new Refusal("entity.not_exists", 404) : ResourceRefusals.NotThere(resourceId);
            if (isDefault)
            {
                foreach (var former in concerned) former.IsDefault = false;
                if (concerned.TrueForAll(resource => resource == chosen)) await MeetOthersAsync(ct);
            }

            chosen.IsDefault = isDefault;
            return chosen;
        }, ct);

    /// <summary>
    /// Who takes the place of a default meets everybody else who does so at that row's version. Where there is none yet they meet at the
    /// first of all rows, so that two at once can't make two defaults.
    /// </summary>
    private async Task MeetOthersAsync(CancellationToken ct)
    {
        var first = await db.Resources.OrderBy(resource => resource.Id).FirstAsync(ct);
        db.Entry(first).Property<long>(RowVersion.Name).IsModified = true;
    }
}
