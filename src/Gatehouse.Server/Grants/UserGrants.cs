using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>
/// What a user has allowed applications (contract/management-api.md 2.17, account-api.md 10). Built-in applications have no row and are not
/// listed.
/// </summary>
internal sealed class UserGrants(GatehouseDb db, TimeProvider time)
{
    /// <summary>Which kind of application is asked for; both without.</summary>
    public static Field<string> AppType { get; } = Schemas.OneOf("firstParty", "thirdParty").Optional("appType");

    /// <summary>The latest first; none for an unknown user.</summary>
    /// <param name="appType">Of <see cref="AppType"/>; null: any.</param>
    public async Task<IReadOnlyList<(Grant Grant, string ApplicationName)>> ListAsync(string userId, string? appType, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (grants, applications) = (db.Grants.AsNoTracking(), db.Applications.AsNoTracking());
        if (appType is not null) applications = applications.Where(application => application.IsThirdParty == (appType == "thirdParty"));
        var rows = await (
            from grant in grants
            where grant.UserId == userId && grant.ExpiresAt > now
            join application in applications on grant.ApplicationId equals application.Id
            orderby grant.CreatedAt descending, grant.Id
            select new { Grant = grant, application.Name }).ToListAsync(ct);
        return rows.ConvertAll(row => (row.Grant, row.Name));
    }
}
