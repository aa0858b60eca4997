using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.SignInExperience;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Server.Console.SignInExperience;

/// <summary>A tab of the sign-in experience: a form over some members of <c>/api/sign-in-exp</c>, with a preview beside it.</summary>
/// <param name="members">Those that the tab has fields for.</param>
internal abstract class ExperiencePage<TView>(IReadOnlyList<FormMember> members) : IConsolePage where TView : IComponent
{
    protected const string ApiPath = "/api/sign-in-exp";

    private readonly FormBody _body = new(members);

    private SettingsForm Form => new(_body, ApiPath) { AuditKey = "Change.SignInExperience.Updated" };

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, await Form.ReadAsync(visit));

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (visit.Form["action"] is PreviewPage.Action)
        {
            await PreviewPage.ShowAsync(visit, _body.Read(visit, await visit.Api.ReadAsync<JsonObject>(ApiPath), out _));
            return;
        }

        if (await Form.ChangeAsync(visit) is { } refused)
        {
            await ShowAsync(visit, refused);
            return;
        }

        // The first steps of the overview ask for it.
        if (visit.Frame.May("PATCH", "/configs/admin-console"))
            await visit.Api.PatchAsync("/api/configs/admin-console", new JsonObject { ["signInExperienceCustomized"] = true });
        visit.Done(visit.Frame.Path, "experience_changed");
    }

    private static Task ShowAsync(ConsoleVisit visit, FormModel model) => visit.ShowAsync<TView, FormModel>(visit.Say("nav.sign_in_experience"), model, model.Status);
}

/// <summary>GET and POST /console/{tenant}/sign-in-experience: colours, logos and CSS.</summary>
internal sealed class BrandingPage() : ExperiencePage<BrandingView>(
[
    new("color.primaryColor", FormMemberKind.Required, "experience.primary"),
    new("color.isDarkModeEnabled", FormMemberKind.Flag, "experience.dark"),
    new("color.darkPrimaryColor", FormMemberKind.Required, "experience.dark_primary"),
    new("branding.logoUrl", FormMemberKind.Text, "experience.logo"),
    new("branding.darkLogoUrl", FormMemberKind.Text, "experience.dark_logo"),
    new("branding.favicon", FormMemberKind.Text, "experience.favicon"),
    new("branding.darkFavicon", FormMemberKind.Text, "experience.dark_favicon"),
    new("customCss", FormMemberKind.TextOrNull, "experience.css"),
]);

/// <summary>GET and POST /console/{tenant}/sign-in-experience/content: languages, terms and whom to ask.</summary>
internal sealed class ContentPage() : ExperiencePage<ContentView>(
[
    new("languageInfo.autoDetect", FormMemberKind.Flag, "experience.auto_detect"),
    new("languageInfo.fallbackLanguage", FormMemberKind.Required, "experience.fallback_language"),
    new("termsOfUseUrl", FormMemberKind.TextOrNull, "experience.terms"),
    new("privacyPolicyUrl", FormMemberKind.TextOrNull, "experience.privacy"),
    new("agreeToTermsPolicy", FormMemberKind.Required, "experience.agree"),
    new("supportEmail", FormMemberKind.TextOrNull, "experience.support_email"),
    new("supportWebsiteUrl", FormMemberKind.TextOrNull, "experience.support_site"),
    new("unknownSessionRedirectUrl", FormMemberKind.TextOrNull, "experience.unknown_session"),
]);

/// <summary>GET and POST /console/{tenant}/sign-in-experience/passwords: what a password and a username must be like.</summary>
internal sealed class PasswordPolicyPage() : ExperiencePage<PasswordPolicyView>(
[
    new("passwordPolicy.length.min", FormMemberKind.Number, "experience.password_min") { Default = new PasswordLength().Min.ToString(CultureInfo.InvariantCulture) },
    new("passwordPolicy.length.max", FormMemberKind.Number, "experience.password_max") { Default = new PasswordLength().Max.ToString(CultureInfo.InvariantCulture) },
    new("passwordPolicy.characterTypes.min", FormMemberKind.Number, "experience.password_types") { Default = new PasswordCharacterTypes().Min.ToString(CultureInfo.InvariantCulture) },
    new("passwordPolicy.rejects.pwned", FormMemberKind.Flag, "experience.password_pwned") { Default = "true" },
    new("passwordPolicy.rejects.repetitionAndSequence", FormMemberKind.Flag, "experience.password_repetition") { Default = "true" },
    new("passwordPolicy.rejects.userInfo", FormMemberKind.Flag, "experience.password_user_info") { Default = "true" },
    new("passwordPolicy.rejects.words", FormMemberKind.Lines, "experience.password_words"),
    new("passwordExpiration.enabled", FormMemberKind.Flag, "experience.expiration"),
    new("passwordExpiration.validPeriodDays", FormMemberKind.Number, "experience.expiration_days"),
    new("usernamePolicy.caseSensitive", FormMemberKind.Flag, "experience.username_case") { Default = "true" },
    new("usernamePolicy.minLength", FormMemberKind.Number, "experience.username_min") { Default = "1" },
    new("usernamePolicy.maxLength", FormMemberKind.Number, "experience.username_max") { Default = "128" },
]);

/// <summary>GET and POST /console/{tenant}/sign-in-experience/protection: second factors, lockout, codes, addresses.</summary>
internal sealed class ProtectionPage() : ExperiencePage<ProtectionView>(
[
    new("mfa.factors", FormMemberKind.Choices, "experience.mfa_factors"),
    new("mfa.policy", FormMemberKind.Required, "experience.mfa_policy"),
    new("mfa.organizationRequiredMfaPolicy", FormMemberKind.Text, "experience.mfa_organizations"),
    new("adaptiveMfa.enabled", FormMemberKind.Flag, "experience.mfa_adaptive"),
    new("sentinelPolicy.maxAttempts", FormMemberKind.Number, "experience.lock_attempts"),
    new("sentinelPolicy.lockoutDuration", FormMemberKind.Number, "experience.lock_minutes"),
    new("verificationCodePolicy.expirationDuration", FormMemberKind.Number, "experience.code_seconds"),
    new("verificationCodePolicy.maxRetryAttempts", FormMemberKind.Number, "experience.code_tries"),
    new("emailBlocklistPolicy.blockDisposableAddresses", FormMemberKind.Flag, "experience.block_disposable"),
    new("emailBlocklistPolicy.blockSubaddressing", FormMemberKind.Flag, "experience.block_subaddressing"),
    new("emailBlocklistPolicy.customBlocklist", FormMemberKind.Lines, "experience.block_list"),
    new("emailBlocklistPolicy.customAllowlist", FormMemberKind.Lines, "experience.allow_list"),
]);
