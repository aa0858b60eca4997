using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>
/// Remembers where a user has signed in from, inside the step that ends the interaction, so that a sign-in that failed makes no place a known
/// one (contract/experience-api.md 8.5). Nothing is kept where no rule looks at it.
/// </summary>
internal sealed class KeepLocation(GatehouseDb db, Snapshots snapshots, TimeProvider time)
{
    public async Task ExecuteAsync(User user, SignInContext context, CancellationToken ct)
    {
        if (!(await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().MfaIsAdaptive) return;
        if (context is { Country: null, Position: null }) return;
        var country = context.Country ?? "";
        var location = await db.UserLocations.SingleOrDefaultAsync(row => row.UserId == user.Id && row.Country == country, ct);
        if (location is null)
        {
            location = new UserLocation { TenantId = db.TenantId, UserId = user.Id, Country = country, SeenAt = default };
            db.UserLocations.Add(location);
        }

        (location.City, location.Latitude, location.Longitude) = (context.City, context.Position?.Latitude, context.Position?.Longitude);
        location.SeenAt = time.GetUtcNow().UtcDateTime;
    }
}
