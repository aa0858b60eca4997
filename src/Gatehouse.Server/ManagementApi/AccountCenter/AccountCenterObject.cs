using Gatehouse.Server.ManagementApi.SignInExperience;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.AccountCenter;

/// <summary>The settings of the account centre as a full row (contract/management-misc.md 5).</summary>
internal static class AccountCenterObject
{
    private static readonly Schema<string> Control = Schemas.OneOf("Off", "ReadOnly", "Edit");

    /// <summary>What users may do with each part of their account; what is not named is off.</summary>
    public static Schema<JsonText> Fields { get; } = Schemas.ObjectOf([
        .. ((string[])["name", "avatar", "profile", "email", "phone", "password", "username", "social", "customData", "mfa", "passkey", "session"])
            .Select(field => Control.Optional(field)),
    ]);

    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Flag.Required("enabled"),
        Fields.Required("fields"),
        Schemas.ListOf(Schemas.Text).Required("webauthnRelatedOrigins"),
        Schemas.Text.OrNull().Required("deleteAccountUrl"),
        Schemas.Text.OrNull().Required("customCss"),
        ExperienceShapes.ProfileFieldNames.Required("profileFields"));

    public static JsonText Text(AccountCenterSettings settings) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, settings.TenantId);
        json.WriteString("id"u8, settings.Id);
        json.WriteBoolean("enabled"u8, settings.Enabled);
        json.WritePropertyName("fields"u8);
        settings.Fields.WriteTo(json);
        json.WritePropertyName("webauthnRelatedOrigins"u8);
        settings.WebauthnRelatedOrigins.WriteTo(json);
        json.WriteString("deleteAccountUrl"u8, settings.DeleteAccountUrl);
        json.WriteString("customCss"u8, settings.CustomCss);
        json.WritePropertyName("profileFields"u8);
        (settings.ProfileFields ?? default).WriteTo(json);
        json.WriteEndObject();
    });
}
