using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ManagementApi.OneTimeTokens;

/// <summary>A one-time token as a full row, its value in clear (contract/management-misc.md 9).</summary>
internal static class OneTimeTokenObject
{
    public static Schema<JsonText> Context { get; } = Schemas.ObjectOf(
        Schemas.ListOf(Schemas.Text).Optional("jitOrganizationIds"),
        Schemas.OneOf("SignIn", "Register", "ForgotPassword").Optional("interactionEvent"));

    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("email"),
        Schemas.Text.Required("token"),
        Context.Required("context"),
        Schemas.OneOf(OneTimeTokenStatus.All).Required("status"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.Required("expiresAt"));

    public static JsonText Text(OneTimeToken token, Sealer sealer, DateTime now) => JsonText.Write(json => Write(json, token, sealer, now));

    public static void Write(Utf8JsonWriter json, OneTimeToken token, Sealer sealer, DateTime now)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, token.TenantId);
        json.WriteString("id"u8, token.Id);
        json.WriteString("email"u8, token.Email);
        json.WriteString("token"u8, sealer.Open(token.Token));
        json.WritePropertyName("context"u8);
        token.Context.WriteTo(json);
        json.WriteString("status"u8, token.StatusAt(now));
        json.WriteNumber("createdAt"u8, token.CreatedAt.ToEpochMilliseconds());
        json.WriteNumber("expiresAt"u8, token.ExpiresAt.ToEpochMilliseconds());
        json.WriteEndObject();
    }
}
