using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>The sign-in experience as a full row (contract/management-misc.md 4).</summary>
internal static class ExperienceObject
{
    /// <summary>What everybody may see of it, member for member.</summary>
    public static IReadOnlyList<IField> PublicMembers { get; } = [.. Members(isPublic: true)];

    public static ObjectSchema Shape { get; } = new([.. Members(isPublic: false)]);

    public static JsonText Text(Experience experience) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        WriteMembers(json, experience, ExperienceLook.Of(experience), isPublic: false);
        json.WriteEndObject();
    });

    /// <param name="look">The row's own, or dressed for somebody.</param>
    /// <param name="isPublic">Without what only administrators see.</param>
    public static void WriteMembers(Utf8JsonWriter json, Experience experience, ExperienceLook look, bool isPublic)
    {
        json.WriteString("tenantId"u8, experience.TenantId);
        json.WriteString("id"u8, experience.Id);
        Write(json, "color", look.Color);
        Write(json, "branding", look.Branding);
        json.WriteBoolean("hideLogtoBranding"u8, experience.HideLogtoBranding);
        Write(json, "languageInfo", experience.LanguageInfo);
        json.WriteString("termsOfUseUrl"u8, experience.TermsOfUseUrl);
        json.WriteString("privacyPolicyUrl"u8, experience.PrivacyPolicyUrl);
        json.WriteString("agreeToTermsPolicy"u8, experience.AgreeToTermsPolicy);
        Write(json, "signIn", experience.SignIn);
        Write(json, "signUp", experience.SignUp);
        Write(json, "socialSignIn", experience.SocialSignIn);
        Write(json, "socialSignInConnectorTargets", experience.SocialSignInConnectorTargets);
        json.WriteString("signInMode"u8, experience.SignInMode);
        json.WriteString("customCss"u8, look.CustomCss);
        Write(json, "customContent", experience.CustomContent);
        Write(json, "customUiAssets", experience.CustomUiAssets);
        Write(json, "customUiCsp", experience.CustomUiCsp);
        Write(json, "passwordPolicy", experience.PasswordPolicy);
        Write(json, "mfa", experience.Mfa);
        Write(json, "adaptiveMfa", experience.AdaptiveMfa);
        json.WriteBoolean("singleSignOnEnabled"u8, experience.SingleSignOnEnabled);
        json.WriteString("supportEmail"u8, experience.SupportEmail);
        json.WriteString("supportWebsiteUrl"u8, experience.SupportWebsiteUrl);
        json.WriteString("unknownSessionRedirectUrl"u8, experience.UnknownSessionRedirectUrl);
        Write(json, "captchaPolicy", experience.CaptchaPolicy);
        Write(json, "sentinelPolicy", experience.SentinelPolicy);
        if (!isPublic) Write(json, "emailBlocklistPolicy", experience.EmailBlocklistPolicy);
        Write(json, "verificationCodePolicy", experience.VerificationCodePolicy);
        if (!isPublic) Write(json, "forgotPasswordMethods", experience.ForgotPasswordMethods);
        Write(json, "passkeySignIn", experience.PasskeySignIn);
        Write(json, "signUpProfileFields", experience.SignUpProfileFields);
        Write(json, "passwordExpiration", experience.PasswordExpiration);
        Write(json, "usernamePolicy", experience.UsernamePolicy);
    }

    private static IEnumerable<IField> Members(bool isPublic) =>
    [
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Appearance.Color.Required("color"),
        Appearance.Branding.Required("branding"),
        Schemas.Flag.Required("hideLogtoBranding"),
        ExperienceShapes.LanguageInfo.Required("languageInfo"),
        Schemas.Text.OrNull().Required("termsOfUseUrl"),
        Schemas.Text.OrNull().Required("privacyPolicyUrl"),
        ExperienceShapes.AgreeToTermsPolicy.Required("agreeToTermsPolicy"),
        ExperienceShapes.SignIn.Required("signIn"),
        ExperienceShapes.SignUp.Required("signUp"),
        ExperienceShapes.SocialSignIn.Required("socialSignIn"),
        ExperienceShapes.Texts.Required("socialSignInConnectorTargets"),
        ExperienceShapes.SignInMode.Required("signInMode"),
        Schemas.Text.OrNull().Required("customCss"),
        ExperienceShapes.CustomContent.Required("customContent"),
        ExperienceShapes.CustomUiAssets.OrNull().Required("customUiAssets"),
        ExperienceShapes.CustomUiCsp.Required("customUiCsp"),
        ExperienceShapes.PasswordPolicy.Required("passwordPolicy"),
        ExperienceShapes.Mfa.Required("mfa"),
        ExperienceShapes.Switch.Required("adaptiveMfa"),
        Schemas.Flag.Required("singleSignOnEnabled"),
        Schemas.Text.OrNull().Required("supportEmail"),
        Schemas.Text.OrNull().Required("supportWebsiteUrl"),
        Schemas.Text.OrNull().Required("unknownSessionRedirectUrl"),
        ExperienceShapes.Switch.Required("captchaPolicy"),
        ExperienceShapes.SentinelPolicy.Required("sentinelPolicy"),
        .. isPublic ? (IField[])[] : [ExperienceShapes.EmailBlocklistPolicy.Required("emailBlocklistPolicy")],
        ExperienceShapes.VerificationCodePolicy.Required("verificationCodePolicy"),
        .. isPublic ? (IField[])[] : [ExperienceShapes.ForgotPasswordMethods.OrNull().Required("forgotPasswordMethods")],
        ExperienceShapes.PasskeySignIn.Required("passkeySignIn"),
        ExperienceShapes.ProfileFieldNames.Required("signUpProfileFields"),
        ExperienceShapes.PasswordExpiration.Required("passwordExpiration"),
        ExperienceShapes.UsernamePolicy.Required("usernamePolicy"),
    ];

    private static void Write(Utf8JsonWriter json, string name, JsonText? value)
    {
        json.WritePropertyName(name);
        (value ?? default).WriteTo(json);
    }
}
