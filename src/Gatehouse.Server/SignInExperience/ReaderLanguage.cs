using Gatehouse.Server.Data;

namespace Gatehouse.Server.SignInExperience;

/// <summary>The language in which a message is written to whoever asks for it: as the browser wants it and the tenant offers it.</summary>
internal sealed class ReaderLanguage(GatehouseDb db, Snapshots snapshots, BuiltInPhrases phrases)
{
    /// <param name="acceptLanguage">The header of the request; null without one.</param>
    public async ValueTask<string> OfAsync(string? acceptLanguage, CancellationToken ct)
    {
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        return phrases.Choose(snapshot.Get<PublishedExperience>(), snapshot.Get<ExperienceSettings>().Language, [], acceptLanguage);
    }
}
