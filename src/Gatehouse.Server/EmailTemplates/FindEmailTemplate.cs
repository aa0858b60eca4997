using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.EmailTemplates;

/// <summary>The template that a mail is made from, when it is sent (contract/management-misc.md 6).</summary>
internal sealed class FindEmailTemplate(GatehouseDb db, Snapshots snapshots)
{
    /// <summary>Null: the tenant has none that fits, and the connector's own text is sent.</summary>
    /// <param name="type">One of <see cref="EmailTemplate.Types"/>.</param>
    /// <param name="languageTag">The language of whoever reads the mail; null when nobody knows it.</param>
    public async Task<EmailTemplate?> ExecuteAsync(string type, string? languageTag, CancellationToken ct)
    {
        var fallback = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().FallbackLanguage;
        var candidates = await db.EmailTemplates.AsNoTracking()
            .Where(template => (template.LanguageTag == languageTag || template.LanguageTag == fallback)
                && (template.TemplateType == type || template.TemplateType == EmailTemplate.Generic))
            .ToListAsync(ct);
        return EmailTemplate.Choose(candidates, type, languageTag, fallback);
    }
}
