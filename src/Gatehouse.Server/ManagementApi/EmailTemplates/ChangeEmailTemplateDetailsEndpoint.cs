using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>PATCH /api/email-templates/:id/details: merged (contract/management-misc.md 6).</summary>
internal sealed class ChangeEmailTemplateDetailsEndpoint(ChangeEmailTemplate change) : IApiEndpoint
{
    private static readonly WholeSchema<JsonText> Details = new(Schemas.ObjectOf([.. EmailTemplateObject.SomeDetails]));

    public static ApiContract Contract { get; } = new() { Body = Details, Answer = EmailTemplateObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.MergeDetailsAsync(call.Param("id"), Details.ValueOf(call.Body), call.Aborted)).TryGet(out var template, out var refused)
            ? ApiResult.Json(EmailTemplateObject.Text(template)) : refused;
}
