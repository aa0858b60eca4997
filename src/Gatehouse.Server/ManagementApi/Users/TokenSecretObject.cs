using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>What is known of the tokens of a provider, never the tokens (contract/management-api.md 2.10 and 2.11).</summary>
internal static class TokenSecretObject
{
    public static Schema<JsonText> SocialShape { get; } = Of(
        Schemas.Text.Required("connectorId"), Schemas.Text.Required("identityId"), Schemas.Text.Required("target"));

    public static Schema<JsonText> SsoShape { get; } = Of(
        Schemas.Text.Required("ssoConnectorId"), Schemas.Text.Required("issuer"), Schemas.Text.Required("identityId"));

    /// <summary>As the member <c>tokenSecret</c>; nothing when there is none.</summary>
    public static void WriteMember(Utf8JsonWriter json, TokenSecret? secret)
    {
        if (secret is null) return;
        json.WriteStartObject("tokenSecret"u8);
        json.WriteString("tenantId"u8, secret.TenantId);
        json.WriteString("id"u8, secret.Id);
        json.WriteString("userId"u8, secret.UserId);
        json.WriteString("type"u8, secret.Type);
        json.WritePropertyName("metadata"u8);
        secret.Metadata.WriteTo(json);
        json.WriteNumber("createdAt"u8, secret.CreatedAt.ToEpochMilliseconds());
        json.WriteNumber("updatedAt"u8, secret.UpdatedAt.ToEpochMilliseconds());
        if (secret.SsoConnectorId is { } ssoConnector)
        {
            json.WriteString("ssoConnectorId"u8, ssoConnector);
            json.WriteString("issuer"u8, secret.Issuer);
            json.WriteString("identityId"u8, secret.IdentityId);
        }
        else
        {
            json.WriteString("connectorId"u8, secret.ConnectorId);
            json.WriteString("identityId"u8, secret.IdentityId);
            json.WriteString("target"u8, secret.Target);
        }

        json.WriteEndObject();
    }

    private static Schema<JsonText> Of(params IField[] where) => Schemas.ObjectOf([
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("userId"),
        Schemas.OneOf(TokenSecret.FederatedTokenSet).Required("type"),
        Schemas.ObjectOf(
            Schemas.Text.Optional("scope"),
            Schemas.Number.Optional("expiresAt"),
            Schemas.Text.Optional("tokenType"),
            Schemas.Flag.Required("hasRefreshToken")).Required("metadata"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.Required("updatedAt"),
        .. where]);
}
