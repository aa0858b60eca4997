using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Users;

/// <summary>A second factor as the APIs show it, without its secrets (contract/management-api.md 2.14, account-api.md 8).</summary>
internal static class MfaVerificationObject
{
    public static Schema<JsonText> Shape { get; } = Schemas.ObjectOf(
        Schemas.Text.Required("id"),
        Schemas.Text.Required("createdAt"),
        Schemas.Text.Optional("lastUsedAt"),
        Schemas.OneOf(MfaVerification.Totp, MfaVerification.WebAuthn, MfaVerification.BackupCode).Required("type"),
        Schemas.Text.Optional("agent"),
        Schemas.Text.Optional("name"),
        Schemas.Integer.Optional("remainCodes"));

    public static void Write(Utf8JsonWriter json, MfaVerification verification)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, verification.Id);
        json.WriteString("createdAt"u8, verification.CreatedAt.ToIsoText());
        if (verification.LastUsedAt is { } used) json.WriteString("lastUsedAt"u8, used.ToIsoText());
        json.WriteString("type"u8, verification.Type);
        if (verification.Agent is { } agent) json.WriteString("agent"u8, agent);
        if (verification.Name is { } name) json.WriteString("name"u8, name);
        if (verification.Type == MfaVerification.BackupCode) json.WriteNumber("remainCodes"u8, verification.RemainingCodes);
        json.WriteEndObject();
    }
}
