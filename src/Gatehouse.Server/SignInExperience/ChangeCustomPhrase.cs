using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Writes or deletes a tenant's own sentences in one language (contract/management-misc.md 5).</summary>
internal sealed class ChangeCustomPhrase(GatehouseDb db, UnitOfWork work, BuiltInPhrases builtIn, Snapshots snapshots)
{
    /// <summary>The sentences of before are gone; the row keeps its id.</summary>
    public async Task<Checked<CustomPhrase>> PutAsync(string languageTag, JsonText translation, CancellationToken ct)
    {
        if (!builtIn.HasPlacesFor(translation)) return new Refusal("localization.invalid_translation_structure", 422);
        return await work.WriteAsync<CustomPhrase>("Change.CustomPhrase.Put", languageTag, async () =>
        {
            var phrase = await db.CustomPhrases.SingleOrDefaultAsync(phrase => phrase.LanguageTag == languageTag, ct);
            if (phrase is null)
                db.CustomPhrases.Add(phrase = new CustomPhrase { TenantId = db.TenantId, Id = Identifier.Long(), LanguageTag = languageTag, Translation = translation });
            else
                phrase.Translation = translation;
            return phrase;
        }, ct);
    }

    public async Task<Checked<Done>> DeleteAsync(string languageTag, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().FallbackLanguage == languageTag)
            return new Refusal("localization.cannot_delete_default_language", 409);
        return await work.WriteAsync<Done>("Change.CustomPhrase.Deleted", languageTag, async () =>
        {
            if (await db.CustomPhrases.SingleOrDefaultAsync(phrase => phrase.LanguageTag == languageTag, ct) is not { } phrase)
                return new Refusal("entity.not_found", 404);
            db.CustomPhrases.Remove(phrase);
            return new Done();
        }, ct);
    }
}
