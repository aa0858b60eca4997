using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>How a tenant's sign-in looks and what it asks for: one row a tenant, in the member order of contract/management-misc.md 4.</summary>
internal sealed class Experience
{
    public required string TenantId { get; init; }

    public string Id { get; init; } = "default";

    public required JsonText Color { get; set; }

    public required JsonText Branding { get; set; }

    public bool HideLogtoBranding { get; set; }

    public JsonText LanguageInfo { get; set; } = JsonText.FromStored("""{"autoDetect":true,"fallbackLanguage":"en"}""");

    public string? TermsOfUseUrl { get; set; }

    public string? PrivacyPolicyUrl { get; set; }

    public string AgreeToTermsPolicy { get; set; } = "Automatic";

    public JsonText SignIn { get; set; } =
        JsonText.FromStored("""{"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true}]}""");

    public JsonText SignUp { get; set; } = JsonText.FromStored("""{"identifiers":["username"],"password":true,"verify":false}""");

    public JsonText SocialSignIn { get; set; } = JsonText.EmptyObject;

    public JsonText SocialSignInConnectorTargets { get; set; } = JsonText.EmptyArray;

    public string SignInMode { get; set; } = "SignInAndRegister";

    public string? CustomCss { get; set; }

    public JsonText CustomContent { get; set; } = JsonText.EmptyObject;

    public JsonText? CustomUiAssets { get; set; }

    public JsonText CustomUiCsp { get; set; } = JsonText.EmptyObject;

    public JsonText PasswordPolicy { get; set; } = JsonText.EmptyObject;

    public JsonText Mfa { get; set; } = JsonText.FromStored("""{"factors":[],"policy":"UserControlled"}""");

    public JsonText AdaptiveMfa { get; set; } = JsonText.EmptyObject;

    public bool SingleSignOnEnabled { get; set; }

    public string? SupportEmail { get; set; }

    public string? SupportWebsiteUrl { get; set; }

    public string? UnknownSessionRedirectUrl { get; set; }

    public JsonText CaptchaPolicy { get; set; } = JsonText.EmptyObject;

    public JsonText SentinelPolicy { get; set; } = JsonText.EmptyObject;

    public JsonText EmailBlocklistPolicy { get; set; } = JsonText.EmptyObject;

    public JsonText VerificationCodePolicy { get; set; } = JsonText.EmptyObject;

    public JsonText ForgotPasswordMethods { get; set; } = JsonText.EmptyArray;

    public JsonText PasskeySignIn { get; set; } = JsonText.EmptyObject;

    public JsonText? SignUpProfileFields { get; set; }

    public JsonText PasswordExpiration { get; set; } = JsonText.EmptyObject;

    public JsonText UsernamePolicy { get; set; } = JsonText.FromStored(
        """{"caseSensitive":true,"minLength":1,"maxLength":128,"allowedChars":{"lowercase":true,"uppercase":true,"numbers":true,"underscore":true}}""");

    /// <summary>Whether usernames that differ only in case are different ones.</summary>
    public bool UsernamesAreCaseSensitive =>
        !UsernamePolicy.ToElement().TryGetProperty("caseSensitive", out var flag) || flag.ValueKind != System.Text.Json.JsonValueKind.False;
}
