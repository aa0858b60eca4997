using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.EmailTemplates;

/// <summary>What a template is to say.</summary>
internal sealed record EmailTemplateText(string LanguageTag, string TemplateType, JsonText Details);

/// <summary>Makes templates or replaces what they say; those that exist keep their ids (contract/management-misc.md 6).</summary>
internal sealed class PutEmailTemplates(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <returns>A template for each text, in the order of the texts; of two texts for one template the last one counts.</returns>
    public Task<Checked<IReadOnlyList<EmailTemplate>>> ExecuteAsync(IReadOnlyList<EmailTemplateText> texts, CancellationToken ct) =>
        work.WriteAsync<IReadOnlyList<EmailTemplate>>("Change.EmailTemplate.Put", null, async () =>
        {
            var languages = texts.Select(text => text.LanguageTag).Distinct().ToList();
            var known = await db.EmailTemplates.Where(template => languages.Contains(template.LanguageTag))
                .ToDictionaryAsync(template => (template.LanguageTag, template.TemplateType), ct);
            var now = time.GetUtcNow().UtcDateTime;
            var put = new List<EmailTemplate>();
            foreach (var text in texts)
            {
                if (known.TryGetValue((text.LanguageTag, text.TemplateType), out var template))
                {
                    template.Details = text.Details;
                }
                else
                {
                    template = new EmailTemplate
                    {
                        TenantId = db.TenantId,
                        Id = Identifier.Long(),
                        LanguageTag = text.LanguageTag,
                        TemplateType = text.TemplateType,
                        Details = text.Details,
                        CreatedAt = now,
                    };
                    db.EmailTemplates.Add(template);
                    known.Add((text.LanguageTag, text.TemplateType), template);
                }

                put.Add(template);
            }

            return put;
        }, ct);
}
