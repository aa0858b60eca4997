using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>A personal access token as a full row, its value in clear (contract/management-api.md 2.16).</summary>
internal static class PersonalAccessTokenObject
{
    public static Schema<JsonText> Shape { get; } = Schemas.ObjectOf(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("userId"),
        Schemas.Text.Required("name"),
        Schemas.Text.Required("value"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.OrNull().Required("expiresAt"));

    public static JsonText Text(PersonalAccessToken token, Sealer sealer) => JsonText.Write(json => Write(json, token, sealer));

    public static void Write(Utf8JsonWriter json, PersonalAccessToken token, Sealer sealer)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, token.TenantId);
        json.WriteString("userId"u8, token.UserId);
        json.WriteString("name"u8, token.Name);
        json.WriteString("value"u8, sealer.Open(token.Value));
        json.WriteNumber("createdAt"u8, token.CreatedAt.ToEpochMilliseconds());
        if (token.ExpiresAt is { } end) json.WriteNumber("expiresAt"u8, end.ToEpochMilliseconds());
        else json.WriteNull("expiresAt"u8);
        json.WriteEndObject();
    }
}
