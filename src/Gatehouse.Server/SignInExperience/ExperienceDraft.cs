using System.Text.Json.Nodes;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>
/// A sign-in experience that nobody has saved, for a preview of the pages. It is a feature of the request that shows it, which only the
/// server's requests to itself have: nobody outside chooses how a page looks.
/// </summary>
internal sealed record ExperienceDraft(Experience Row)
{
    /// <param name="shown">As the Management API shows it, whole (contract/management-misc.md 4). Taken is what the first pages show.</param>
    public static ExperienceDraft Of(string tenantId, JsonObject shown)
    {
        JsonText Json(string name) => JsonText.FromStored(shown[name]!.ToJsonString());
        string? Text(string name) => shown[name]?.GetValue<string>();
        return new ExperienceDraft(new Experience
        {
            TenantId = tenantId,
            Color = Json("color"),
            Branding = Json("branding"),
            CustomCss = Text("customCss"),
            LanguageInfo = Json("languageInfo"),
            TermsOfUseUrl = Text("termsOfUseUrl"),
            PrivacyPolicyUrl = Text("privacyPolicyUrl"),
            AgreeToTermsPolicy = Text("agreeToTermsPolicy")!,
            SupportEmail = Text("supportEmail"),
            SupportWebsiteUrl = Text("supportWebsiteUrl"),
            SignInMode = Text("signInMode")!,
            SignIn = Json("signIn"),
            SignUp = Json("signUp"),
            SocialSignIn = Json("socialSignIn"),
            SocialSignInConnectorTargets = Json("socialSignInConnectorTargets"),
            ForgotPasswordMethods = shown["forgotPasswordMethods"] is null ? default : Json("forgotPasswordMethods"),
            SingleSignOnEnabled = shown["singleSignOnEnabled"]!.GetValue<bool>(),
            PasskeySignIn = Json("passkeySignIn"),
            PasswordPolicy = Json("passwordPolicy"),
            UsernamePolicy = Json("usernamePolicy"),
            CaptchaPolicy = Json("captchaPolicy"),
        });
    }

    public Snapshot Over(Snapshot snapshot) => snapshot.With(new ExperienceSettings(Row)).With(snapshot.Get<PublishedExperience>().With(Row));
}
