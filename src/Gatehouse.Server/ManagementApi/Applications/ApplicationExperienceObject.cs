using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>How the sign-in of one application differs, as a full row and as administrators send it (contract/management-apps-resources-roles.md 1.7).</summary>
internal static class ApplicationExperienceObject
{
    private static readonly Schema<string?> Address = Schemas.Text.AtMost(2048).Url().OrEmpty().OrNull();
    private static readonly Field<JsonText> Color = Appearance.PartialColor.Optional("color");
    private static readonly Field<JsonText> Branding = Appearance.Branding.Optional("branding");
    private static readonly Field<string?> CustomCss = Schemas.Text.OrNull().Optional("customCss");
    private static readonly Field<string?> TermsOfUseUrl = Address.Optional("termsOfUseUrl");
    private static readonly Field<string?> PrivacyPolicyUrl = Address.Optional("privacyPolicyUrl");
    private static readonly Field<string?> DisplayName = Schemas.Text.AtMost(256).OrNull().Optional("displayName");

    public static ObjectSchema Body { get; } = new(Color, Branding, CustomCss, TermsOfUseUrl, PrivacyPolicyUrl, DisplayName);

    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"), Schemas.Text.Required("applicationId"), Appearance.PartialColor.Required("color"),
        Appearance.Branding.Required("branding"), Schemas.Text.OrNull().Required("customCss"), Schemas.Text.OrNull().Required("termsOfUseUrl"),
        Schemas.Text.OrNull().Required("privacyPolicyUrl"), Schemas.Text.OrNull().Required("displayName"));

    public static ApplicationExperienceFields Read(Input body) => new()
    {
        Color = body.Optional(Color),
        Branding = body.Optional(Branding),
        CustomCss = body.Optional(CustomCss),
        TermsOfUseUrl = body.Optional(TermsOfUseUrl),
        PrivacyPolicyUrl = body.Optional(PrivacyPolicyUrl),
        DisplayName = body.Optional(DisplayName),
    };

    public static JsonText Text(ApplicationExperience row) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, row.TenantId);
        json.WriteString("applicationId"u8, row.ApplicationId);
        json.WritePropertyName("color"u8);
        row.Color.WriteTo(json);
        json.WritePropertyName("branding"u8);
        row.Branding.WriteTo(json);
        json.WriteString("customCss"u8, row.CustomCss);
        json.WriteString("termsOfUseUrl"u8, row.TermsOfUseUrl);
        json.WriteString("privacyPolicyUrl"u8, row.PrivacyPolicyUrl);
        json.WriteString("displayName"u8, row.DisplayName);
        json.WriteEndObject();
    });
}
