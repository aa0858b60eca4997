using System.Text.Json;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>A domain of just-in-time provisioning as a full row (contract/management-organizations.md 4).</summary>
internal static class EmailDomainObject
{
    /// <summary>Any text: it is compared as it is.</summary>
    public static TextSchema Domain { get; } = Schemas.NonEmptyText.AtMost(128);

    public static ObjectSchema Shape { get; } = new(Schemas.Text.Required("tenantId"), Schemas.Text.Required("organizationId"), Schemas.Text.Required("emailDomain"));

    public static void Write(Utf8JsonWriter json, JustInTimeDomain domain)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, domain.TenantId);
        json.WriteString("organizationId"u8, domain.OrganizationId);
        json.WriteString("emailDomain"u8, domain.EmailDomain);
        json.WriteEndObject();
    }
}
