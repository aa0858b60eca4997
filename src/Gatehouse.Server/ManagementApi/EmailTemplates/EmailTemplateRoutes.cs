using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>Every route below <c>/api/email-templates</c> (contract/management-misc.md 6).</summary>
internal static class EmailTemplateRoutes
{
    public static void AddEmailTemplateRoutes(this ApiRoutes routes) => routes
        .Put<PutEmailTemplatesEndpoint>("/email-templates")
        .Get<ListEmailTemplatesEndpoint>("/email-templates")
        .Delete<DeleteEmailTemplatesEndpoint>("/email-templates")
        .Get<GetEmailTemplateEndpoint>("/email-templates/{id}")
        .Delete<DeleteEmailTemplateEndpoint>("/email-templates/{id}")
        .Patch<ChangeEmailTemplateDetailsEndpoint>("/email-templates/{id}/details");
}
