using Gatehouse.Server.Data;
using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>GET /api/email-templates/:id (contract/management-misc.md 6).</summary>
internal sealed class GetEmailTemplateEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = EmailTemplateObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        return await db.EmailTemplates.AsNoTracking().SingleOrDefaultAsync(template => template.Id == id, call.Aborted) is { } template
            ? ApiResult.Json(EmailTemplateObject.Text(template)) : ChangeEmailTemplate.NotThere(id);
    }
}
