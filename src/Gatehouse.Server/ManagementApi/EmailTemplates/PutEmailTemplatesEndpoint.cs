using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>PUT /api/email-templates: the rows in the order of the request (contract/management-misc.md 6).</summary>
internal sealed class PutEmailTemplatesEndpoint(PutEmailTemplates put) : IApiEndpoint
{
    private static readonly Field<string> LanguageTag = EmailTemplateObject.LanguageTag.Required("languageTag");
    private static readonly Field<string> TemplateType = EmailTemplateObject.TemplateType.Required("templateType");
    private static readonly Field<JsonText> Details = EmailTemplateObject.Details.Required("details");

    private static readonly Field<IReadOnlyList<Input>> Templates =
        Schemas.ListOf(new ObjectSchema(LanguageTag, TemplateType, Details)).NonEmpty().Required("templates");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Templates), Answer = Schemas.ListOf(EmailTemplateObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var texts = call.Body.Get(Templates)!
            .Select(text => new EmailTemplateText(text.Get(LanguageTag)!, text.Get(TemplateType)!, text.Get(Details))).ToList();
        return (await put.ExecuteAsync(texts, call.Aborted)).TryGet(out var templates, out var refused)
            ? ApiResult.Json(EmailTemplateObject.Text(templates)) : refused;
    }
}
