using Gatehouse.Server.Data;
using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>GET /api/email-templates: by language, then by kind (contract/management-misc.md 6).</summary>
internal sealed class ListEmailTemplatesEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Query = EmailTemplateFilter.Query, Answer = Schemas.ListOf(EmailTemplateObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (language, type) = (call.Query.Get(EmailTemplateFilter.LanguageTag), call.Query.Get(EmailTemplateFilter.TemplateType));
        var templates = await db.EmailTemplates.AsNoTracking()
            .Where(template => (language == null || template.LanguageTag == language) && (type == null || template.TemplateType == type)).ToListAsync(call.Aborted);
        // Sorted here: the databases disagree on the order of letters.
        return ApiResult.Json(EmailTemplateObject.Text(
            templates.OrderBy(template => template.LanguageTag, StringComparer.Ordinal).ThenBy(template => template.TemplateType, StringComparer.Ordinal)));
    }
}
