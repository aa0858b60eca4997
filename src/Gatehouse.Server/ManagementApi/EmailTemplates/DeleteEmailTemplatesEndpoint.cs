using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>DELETE /api/email-templates: those of a language, of a kind or of both; never all (contract/management-misc.md 6).</summary>
internal sealed class DeleteEmailTemplatesEndpoint(ChangeEmailTemplate change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Query = EmailTemplateFilter.Query, Answer = new ObjectSchema(Schemas.Integer.Required("rowCount")) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (language, type) = (call.Query.Get(EmailTemplateFilter.LanguageTag), call.Query.Get(EmailTemplateFilter.TemplateType));
        return (await change.DeleteManyAsync(language, type, call.Aborted)).TryGet(out var count, out var refused)
            ? ApiResult.Json(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("rowCount"u8, count);
                json.WriteEndObject();
            }))
            : refused;
    }
}
