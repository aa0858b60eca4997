using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Applications;

/// <summary>One application by id, without its secrets. The built-in ones have no row and are not found.</summary>
internal sealed class FindApplication(GatehouseDb db)
{
    /// <summary>To look at.</summary>
    public async Task<Checked<Application>> ToReadAsync(string id, CancellationToken ct) =>
        await db.Applications.AsNoTracking().SingleOrDefaultAsync(application => application.Id == id, ct) is { } found ? found : ApplicationRefusals.NotFound(id);

    /// <summary>To change, inside a unit of work.</summary>
    public async Task<Checked<Application>> ToChangeAsync(string id, CancellationToken ct) =>
        await db.Applications.SingleOrDefaultAsync(application => application.Id == id, ct) is { } found ? found : ApplicationRefusals.NotFound(id);

    /// <summary>As <see cref="ToReadAsync"/>; an application of the tenant's own is refused (contract/management-apps-resources-roles.md 1.5 and 1.6).</summary>
    public async Task<Checked<Application>> OfThirdPartyAsync(string id, CancellationToken ct)
    {
        if (!(await ToReadAsync(id, ct)).TryGet(out var application, out var missing)) return missing;
        return application.IsThirdParty ? application : ApplicationRefusals.ThirdPartyOnly;
    }

    /// <summary>
    /// The row counts as changed, so that of two changes of what belongs to the application the later one sees the earlier one's outcome.
    /// </summary>
    public void Touch(Application application) => db.Entry(application).Property(row => row.Name).IsModified = true;
}
