using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>The settings of the sign-in experience that administrators write, each as a whole (contract/management-misc.md 4).</summary>
internal static class ExperienceFields
{
    private static readonly Regex EmailShape = new(@"\A[^\s@]+@[^\s@]+\.[^\s@]+\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Field<JsonText> Color = Appearance.Color.Optional("color");
    private static readonly Field<JsonText> Branding = Appearance.Branding.Optional("branding");
    private static readonly Field<bool> HideLogtoBranding = Schemas.Flag.Optional("hideLogtoBranding");
    private static readonly Field<JsonText> LanguageInfo = ExperienceShapes.LanguageInfo.Optional("languageInfo");
    private static readonly Field<string?> TermsOfUseUrl = Appearance.Link.Optional("termsOfUseUrl");
    private static readonly Field<string?> PrivacyPolicyUrl = Appearance.Link.Optional("privacyPolicyUrl");
    private static readonly Field<string> AgreeToTermsPolicy = ExperienceShapes.AgreeToTermsPolicy.Optional("agreeToTermsPolicy");
    private static readonly Field<JsonText> SignIn = ExperienceShapes.SignIn.Optional("signIn");
    private static readonly Field<JsonText> SignUp = ExperienceShapes.SignUp.Optional("signUp");
    private static readonly Field<JsonText> SocialSignIn = ExperienceShapes.SocialSignIn.Optional("socialSignIn");
    private static readonly Field<IReadOnlyList<string>> SocialTargets = ExperienceShapes.Texts.Optional("socialSignInConnectorTargets");
    private static readonly Field<string> SignInMode = ExperienceShapes.SignInMode.Optional("signInMode");
    private static readonly Field<string?> CustomCss = Schemas.Text.OrNull().Optional("customCss");
    private static readonly Field<JsonText> CustomContent = ExperienceShapes.CustomContent.As(TextOf).Optional("customContent");
    private static readonly Field<JsonText?> CustomUiAssets = ExperienceShapes.CustomUiAssets.OrNull().Optional("customUiAssets");
    private static readonly Field<JsonText> CustomUiCsp = ExperienceShapes.CustomUiCsp.Optional("customUiCsp");
    private static readonly Field<PasswordPolicy> PasswordPolicy = PolicyFields.Password.Optional("passwordPolicy");
    private static readonly Field<JsonText> Mfa = ExperienceShapes.Mfa.Optional("mfa");
    private static readonly Field<JsonText> AdaptiveMfa = ExperienceShapes.Switch.Optional("adaptiveMfa");
    private static readonly Field<bool> SingleSignOnEnabled = Schemas.Flag.Optional("singleSignOnEnabled");
    private static readonly Field<string?> SupportEmail = Schemas.Text.Matching(EmailShape).OrEmpty().OrNull().Optional("supportEmail");
    private static readonly Field<string?> SupportWebsiteUrl = Appearance.Link.Optional("supportWebsiteUrl");
    private static readonly Field<string?> UnknownSessionUrl = Appearance.Link.Optional("unknownSessionRedirectUrl");
    private static readonly Field<JsonText> CaptchaPolicy = ExperienceShapes.Switch.Optional("captchaPolicy");
    private static readonly Field<JsonText> SentinelPolicy = ExperienceShapes.SentinelPolicy.Optional("sentinelPolicy");
    private static readonly Field<EmailBlocklistPolicy> EmailBlocklist = PolicyFields.EmailBlocklist.Optional("emailBlocklistPolicy");
    private static readonly Field<JsonText> VerificationCodePolicy = ExperienceShapes.VerificationCodePolicy.Optional("verificationCodePolicy");
    private static readonly Field<IReadOnlyList<string>?> ForgotPasswordMethods = ExperienceShapes.ForgotPasswordMethods.OrNull().Optional("forgotPasswordMethods");
    private static readonly Field<JsonText> PasskeySignIn = ExperienceShapes.PasskeySignIn.Optional("passkeySignIn");
    private static readonly Field<IReadOnlyList<string>?> SignUpProfileFields = ExperienceShapes.ProfileFieldNames.Optional("signUpProfileFields");
    private static readonly Field<PasswordExpiration> Expiration = PolicyFields.Expiration.Optional("passwordExpiration");
    private static readonly Field<UsernamePolicy> UsernamePolicy = PolicyFields.Username.Optional("usernamePolicy");

    public static ObjectSchema OnChange { get; } = new(
        Color, Branding, HideLogtoBranding, LanguageInfo, TermsOfUseUrl, PrivacyPolicyUrl, AgreeToTermsPolicy, SignIn, SignUp, SocialSignIn, SocialTargets, SignInMode,
        CustomCss, CustomContent, CustomUiAssets, CustomUiCsp, PasswordPolicy, Mfa, AdaptiveMfa, SingleSignOnEnabled, SupportEmail, SupportWebsiteUrl, UnknownSessionUrl,
        CaptchaPolicy, SentinelPolicy, EmailBlocklist, VerificationCodePolicy, ForgotPasswordMethods, PasskeySignIn, SignUpProfileFields, Expiration, UsernamePolicy);

    public static ExperienceChange Read(Input body) => new()
    {
        Color = body.Optional(Color),
        Branding = body.Optional(Branding),
        HideLogtoBranding = body.Optional(HideLogtoBranding),
        LanguageInfo = body.Optional(LanguageInfo),
        TermsOfUseUrl = body.Optional(TermsOfUseUrl),
        PrivacyPolicyUrl = body.Optional(PrivacyPolicyUrl),
        AgreeToTermsPolicy = body.Optional(AgreeToTermsPolicy),
        SignIn = body.Optional(SignIn),
        SignUp = body.Optional(SignUp),
        SocialSignIn = body.Optional(SocialSignIn),
        SocialSignInConnectorTargets = body.Optional(SocialTargets),
        SignInMode = body.Optional(SignInMode),
        CustomCss = body.Optional(CustomCss),
        CustomContent = body.Optional(CustomContent),
        CustomUiAssets = body.Optional(CustomUiAssets),
        CustomUiCsp = body.Optional(CustomUiCsp),
        PasswordPolicy = body.Optional(PasswordPolicy),
        Mfa = body.Optional(Mfa),
        AdaptiveMfa = body.Optional(AdaptiveMfa),
        SingleSignOnEnabled = body.Optional(SingleSignOnEnabled),
        SupportEmail = body.Optional(SupportEmail),
        SupportWebsiteUrl = body.Optional(SupportWebsiteUrl),
        UnknownSessionRedirectUrl = body.Optional(UnknownSessionUrl),
        CaptchaPolicy = body.Optional(CaptchaPolicy),
        SentinelPolicy = body.Optional(SentinelPolicy),
        EmailBlocklistPolicy = body.Optional(EmailBlocklist),
        VerificationCodePolicy = body.Optional(VerificationCodePolicy),
        ForgotPasswordMethods = body.Optional(ForgotPasswordMethods),
        PasskeySignIn = body.Optional(PasskeySignIn),
        SignUpProfileFields = body.Optional(SignUpProfileFields),
        PasswordExpiration = body.Optional(Expiration),
        UsernamePolicy = body.Optional(UsernamePolicy),
    };

    private static JsonText TextOf(IReadOnlyDictionary<string, string> content) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (path, html) in content) json.WriteString(path, html);
        json.WriteEndObject();
    });
}
