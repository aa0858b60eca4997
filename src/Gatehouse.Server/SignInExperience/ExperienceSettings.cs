using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>The sign-in experience of a tenant, in the snapshot.</summary>
internal sealed class ExperienceSettings : ISnapshotPart<ExperienceSettings>
{
    private ExperienceSettings(Experience experience)
    {
        PasswordsExpire = experience.PasswordsExpire;
        UsernamesAreCaseSensitive = experience.UsernamesAreCaseSensitive;
    }

    public bool PasswordsExpire { get; }

    public bool UsernamesAreCaseSensitive { get; }

    public static async Task<ExperienceSettings> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct) =>
        new(await db.SignInExperiences.AsNoTracking().SingleAsync(ct));
}
