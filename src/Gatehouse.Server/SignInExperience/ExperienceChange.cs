using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What a change says of the sign-in experience: each column as a whole; what is not sent stays as it is.</summary>
internal sealed record ExperienceChange
{
    public Optional<JsonText> Color { get; init; }

    public Optional<JsonText> Branding { get; init; }

    public Optional<bool> HideLogtoBranding { get; init; }

    public Optional<JsonText> LanguageInfo { get; init; }

    public Optional<string?> TermsOfUseUrl { get; init; }

    public Optional<string?> PrivacyPolicyUrl { get; init; }

    public Optional<string> AgreeToTermsPolicy { get; init; }

    public Optional<JsonText> SignIn { get; init; }

    public Optional<JsonText> SignUp { get; init; }

    public Optional<JsonText> SocialSignIn { get; init; }

    public Optional<IReadOnlyList<string>> SocialSignInConnectorTargets { get; init; }

    public Optional<string> SignInMode { get; init; }

    public Optional<string?> CustomCss { get; init; }

    public Optional<JsonText> CustomContent { get; init; }

    public Optional<JsonText?> CustomUiAssets { get; init; }

    public Optional<JsonText> CustomUiCsp { get; init; }

    public Optional<PasswordPolicy> PasswordPolicy { get; init; }

    public Optional<JsonText> Mfa { get; init; }

    public Optional<JsonText> AdaptiveMfa { get; init; }

    public Optional<bool> SingleSignOnEnabled { get; init; }

    public Optional<string?> SupportEmail { get; init; }

    public Optional<string?> SupportWebsiteUrl { get; init; }

    public Optional<string?> UnknownSessionRedirectUrl { get; init; }

    public Optional<JsonText> CaptchaPolicy { get; init; }

    public Optional<JsonText> SentinelPolicy { get; init; }

    public Optional<EmailBlocklistPolicy> EmailBlocklistPolicy { get; init; }

    public Optional<JsonText> VerificationCodePolicy { get; init; }

    /// <summary>Null: whatever there are connectors for.</summary>
    public Optional<IReadOnlyList<string>?> ForgotPasswordMethods { get; init; }

    public Optional<JsonText> PasskeySignIn { get; init; }

    /// <summary>Names of profile fields, in the order in which they are asked for.</summary>
    public Optional<IReadOnlyList<string>?> SignUpProfileFields { get; init; }

    /// <summary>When it was switched on is the server's to say.</summary>
    public Optional<PasswordExpiration> PasswordExpiration { get; init; }

    public Optional<UsernamePolicy> UsernamePolicy { get; init; }

    public bool IsEmpty => this == new ExperienceChange();

    /// <summary>Puts the change into the row. Whether the result makes sense is for <see cref="ExperienceRules"/> to say.</summary>
    /// <param name="socialTargets">The social accounts that there is a connector for; others are left out.</param>
    public void ApplyTo(Experience experience, IReadOnlySet<string> socialTargets, DateTime now)
    {
        if (Color.IsSent) experience.Color = Color.Value;
        if (Branding.IsSent) experience.Branding = Branding.Value;
        if (HideLogtoBranding.IsSent) experience.HideLogtoBranding = HideLogtoBranding.Value;
        if (LanguageInfo.IsSent) experience.LanguageInfo = LanguageInfo.Value;
        if (TermsOfUseUrl.IsSent) experience.TermsOfUseUrl = Absent(TermsOfUseUrl.Value);
        if (PrivacyPolicyUrl.IsSent) experience.PrivacyPolicyUrl = Absent(PrivacyPolicyUrl.Value);
        if (AgreeToTermsPolicy.IsSent) experience.AgreeToTermsPolicy = AgreeToTermsPolicy.Value;
        if (SignIn.IsSent) experience.SignIn = SignIn.Value;
        if (SignUp.IsSent) experience.SignUp = SignUp.Value;
        if (SocialSignIn.IsSent) experience.SocialSignIn = SocialSignIn.Value;
        if (SocialSignInConnectorTargets.IsSent)
            experience.SocialSignInConnectorTargets = JsonText.Strings(SocialSignInConnectorTargets.Value.Where(socialTargets.Contains));
        if (SignInMode.IsSent) experience.SignInMode = SignInMode.Value;
        if (CustomCss.IsSent) experience.CustomCss = Absent(CustomCss.Value);
        if (CustomContent.IsSent) experience.CustomContent = CustomContent.Value;
        if (CustomUiAssets.IsSent) experience.CustomUiAssets = CustomUiAssets.Value;
        if (CustomUiCsp.IsSent) experience.CustomUiCsp = CustomUiCsp.Value;
        if (SingleSignOnEnabled.IsSent) experience.SingleSignOnEnabled = SingleSignOnEnabled.Value;
        if (SupportEmail.IsSent) experience.SupportEmail = Absent(SupportEmail.Value);
        if (SupportWebsiteUrl.IsSent) experience.SupportWebsiteUrl = Absent(SupportWebsiteUrl.Value);
        if (UnknownSessionRedirectUrl.IsSent) experience.UnknownSessionRedirectUrl = Absent(UnknownSessionRedirectUrl.Value);
        ApplyPoliciesTo(experience, now);
    }

    private void ApplyPoliciesTo(Experience experience, DateTime now)
    {
        if (PasswordPolicy.IsSent) experience.PasswordPolicy = Text(PasswordPolicy.Value, SignInRulesJson.Default.PasswordPolicy);
        if (Mfa.IsSent) experience.Mfa = Mfa.Value;
        if (AdaptiveMfa.IsSent) experience.AdaptiveMfa = AdaptiveMfa.Value;
        else if (Mfa.IsSent) MfaRules.SwitchAdaptiveOffWithTheRest(experience);
        if (CaptchaPolicy.IsSent) experience.CaptchaPolicy = CaptchaPolicy.Value;
        if (SentinelPolicy.IsSent) experience.SentinelPolicy = SentinelPolicy.Value;
        if (EmailBlocklistPolicy.IsSent) experience.EmailBlocklistPolicy = Text(EmailBlocklistPolicy.Value, SignInRulesJson.Default.EmailBlocklistPolicy);
        if (VerificationCodePolicy.IsSent) experience.VerificationCodePolicy = VerificationCodePolicy.Value;
        if (ForgotPasswordMethods.IsSent)
            experience.ForgotPasswordMethods = ForgotPasswordMethods.Value is { } methods ? JsonText.Strings(methods.Distinct()) : default;
        if (PasskeySignIn.IsSent) experience.PasskeySignIn = PasskeySignIn.Value;
        if (SignUpProfileFields.IsSent) experience.SignUpProfileFields = ProfileFieldNames.Text(SignUpProfileFields.Value);
        if (PasswordExpiration.IsSent) experience.PasswordExpiration = ExpirationFrom(experience, now);
        if (UsernamePolicy.IsSent) experience.UsernamePolicy = Text(UsernamePolicy.Value, SignInRulesJson.Default.UsernamePolicy);
    }

    /// <summary>An expiration that goes on keeps its beginning.</summary>
    private JsonText ExpirationFrom(Experience experience, DateTime now)
    {
        if (!PasswordExpiration.Value.Enabled) return JsonText.FromStored("""{"enabled":false}""");
        var before = JsonSerializer.Deserialize(experience.PasswordExpiration.Text, SignInRulesJson.Default.PasswordExpiration)!;
        var since = before.Enabled && before.EnabledAt is { } enabledAt ? enabledAt : now.ToEpochMilliseconds();
        return Text(PasswordExpiration.Value with { EnabledAt = since }, SignInRulesJson.Default.PasswordExpiration);
    }

    private static JsonText Text<T>(T setting, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonText.FromStored(JsonSerializer.Serialize(setting, type));

    /// <summary>An empty text means "none" (contract/management-api.md 1.5).</summary>
    private static string? Absent(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
