using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.Captcha;

/// <summary>The captcha provider as a full row, its secret key in clear (contract/management-misc.md 6).</summary>
internal static class CaptchaObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.ObjectOf(
            Schemas.OneOf("Turnstile", "RecaptchaEnterprise").Required("type"),
            Schemas.Text.Required("siteKey"),
            Schemas.Text.Required("secretKey"),
            Schemas.Text.Optional("projectId"),
            Schemas.Text.Optional("domain"),
            Schemas.OneOf("invisible", "checkbox").Optional("mode")).Required("config"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.Required("updatedAt"));

    public static JsonText Text(CaptchaProvider provider, Sealer sealer) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, provider.TenantId);
        json.WriteString("id"u8, provider.Id);
        json.WriteStartObject("config"u8);
        foreach (var member in provider.Config.ToElement().EnumerateObject())
        {
            member.WriteTo(json);
            if (member.NameEquals("siteKey"u8)) json.WriteString("secretKey"u8, sealer.Open(provider.SecretKey));
        }

        json.WriteEndObject();
        json.WriteNumber("createdAt"u8, provider.CreatedAt.ToEpochMilliseconds());
        json.WriteNumber("updatedAt"u8, provider.UpdatedAt.ToEpochMilliseconds());
        json.WriteEndObject();
    });
}
