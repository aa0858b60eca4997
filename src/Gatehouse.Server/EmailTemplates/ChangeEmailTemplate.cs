using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.EmailTemplates;

/// <summary>Changes what a template says, or deletes templates (contract/management-misc.md 6).</summary>
internal sealed class ChangeEmailTemplate(GatehouseDb db, UnitOfWork work)
{
    /// <summary>The members of <paramref name="patch"/> replace those of the same name; the others stay.</summary>
    public Task<Checked<EmailTemplate>> MergeDetailsAsync(string id, JsonText patch, CancellationToken ct) =>
        work.WriteAsync<EmailTemplate>("Change.EmailTemplate.Updated", id, async () =>
        {
            if (await FindAsync(id, ct) is not { } template) return NotThere(id);
            if (patch != JsonText.EmptyObject) template.Details = template.Details.MergedWith(patch);
            return template;
        }, ct);

    public Task<Checked<Done>> DeleteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.EmailTemplate.Deleted", id, async () =>
        {
            if (await FindAsync(id, ct) is not { } template) return NotThere(id);
            db.EmailTemplates.Remove(template);
            return new Done();
        }, ct);

    /// <summary>Deletes the templates of a language, of a kind, or of both; without either, nothing is deleted.</summary>
    /// <returns>How many there were.</returns>
    public async Task<Checked<int>> DeleteManyAsync(string? languageTag, string? type, CancellationToken ct)
    {
        if (languageTag is null && type is null) return new Refusal("connector.email_connector.bulk_deletion_no_filter", 422);
        return await work.WriteAsync<int>("Change.EmailTemplate.Deleted", languageTag ?? type, async () =>
        {
            var found = await db.EmailTemplates
                .Where(template => (languageTag == null || template.LanguageTag == languageTag) && (type == null || template.TemplateType == type)).ToListAsync(ct);
            db.EmailTemplates.RemoveRange(found);
            return found.Count;
        }, ct);
    }

    public static Refusal NotThere(string id) =>
        new Refusal("entity.not_exists_with_id", 404).With("id", id).With("name", "email templates");

    private Task<EmailTemplate?> FindAsync(string id, CancellationToken ct) => db.EmailTemplates.SingleOrDefaultAsync(template => template.Id == id, ct);
}
