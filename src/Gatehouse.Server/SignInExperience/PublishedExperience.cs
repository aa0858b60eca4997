using System.Collections.Frozen;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What anybody may know of a tenant's sign-in, in the snapshot: the public documents are written from it without a query.</summary>
internal sealed class PublishedExperience : ISnapshotPart<PublishedExperience>
{
    private PublishedExperience(
        Experience row, AccountCenterSettings accountCenter, IReadOnlyList<CustomProfileField> profileFields, CaptchaProvider? captcha,
        FrozenDictionary<string, JsonText> phrases) =>
        (Row, AccountCenter, AccountFields, ProfileFields, Captcha, Phrases) = (row, accountCenter, AccountFields.Of(accountCenter.Fields), profileFields, captcha, phrases);

    public Experience Row { get; }

    public AccountCenterSettings AccountCenter { get; }

    public AccountFields AccountFields { get; }

    /// <summary>In their order.</summary>
    public IReadOnlyList<CustomProfileField> ProfileFields { get; }

    public CaptchaProvider? Captcha { get; }

    /// <summary>The tenant's own sentences, by language.</summary>
    public FrozenDictionary<string, JsonText> Phrases { get; }

    /// <summary>The same over other settings.</summary>
    public PublishedExperience With(Experience row) => new(row, AccountCenter, ProfileFields, Captcha, Phrases);

    public static async Task<PublishedExperience> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct) => new(
        await db.SignInExperiences.AsNoTracking().SingleAsync(ct),
        await db.AccountCenters.AsNoTracking().SingleAsync(ct),
        await db.CustomProfileFields.AsNoTracking().InOrder().ToListAsync(ct),
        await db.CaptchaProviders.AsNoTracking().SingleOrDefaultAsync(ct),
        (await db.CustomPhrases.AsNoTracking().ToListAsync(ct)).ToFrozenDictionary(phrase => phrase.LanguageTag, phrase => phrase.Translation, StringComparer.Ordinal));
}
