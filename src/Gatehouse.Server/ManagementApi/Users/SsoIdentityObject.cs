using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>An enterprise account as a full row (contract/management-api.md 2.1).</summary>
internal static class SsoIdentityObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("userId"),
        Schemas.Text.Required("issuer"),
        Schemas.Text.Required("identityId"),
        Schemas.AnyObject.Required("detail"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.Required("updatedAt"),
        Schemas.Text.Required("ssoConnectorId"));

    public static void Write(Utf8JsonWriter json, UserSsoIdentity account)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, account.TenantId);
        json.WriteString("id"u8, account.Id);
        json.WriteString("userId"u8, account.UserId);
        json.WriteString("issuer"u8, account.Issuer);
        json.WriteString("identityId"u8, account.IdentityId);
        json.WritePropertyName("detail"u8);
        account.Detail.WriteTo(json);
        json.WriteNumber("createdAt"u8, account.CreatedAt.ToEpochMilliseconds());
        json.WriteNumber("updatedAt"u8, account.UpdatedAt.ToEpochMilliseconds());
        json.WriteString("ssoConnectorId"u8, account.SsoConnectorId);
        json.WriteEndObject();
    }
}
