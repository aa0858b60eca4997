using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>What each setting of the sign-in experience looks like, as it is written and as it is shown (contract/management-misc.md 4).</summary>
internal static class ExperienceShapes
{
    private static readonly Field<string> Name = Schemas.Text.Required("name");
    private static readonly Schema<string> Identifier = Schemas.OneOf("username", "email", "phone");

    public static Schema<JsonText> LanguageInfo { get; } =
        Schemas.ObjectOf(Schemas.Flag.Required("autoDetect"), Schemas.OneOf([.. LanguageTags.Known]).Required("fallbackLanguage"));

    public static Schema<string> AgreeToTermsPolicy { get; } = Schemas.OneOf("Automatic", "ManualRegistrationOnly", "Manual");

    public static Schema<JsonText> SignIn { get; } = Schemas.ObjectOf(Schemas.ListOf(Schemas.ObjectOf(
        Identifier.Required("identifier"),
        Schemas.Flag.Required("password"),
        Schemas.Flag.Required("verificationCode"),
        Schemas.Flag.Required("isPasswordPrimary"))).Required("methods"));

    public static Schema<JsonText> SignUp { get; } = Schemas.ObjectOf(
        Schemas.ListOf(Identifier).Required("identifiers"),
        Schemas.Flag.Required("password"),
        Schemas.Flag.Required("verify"),
        Schemas.ListOf(Schemas.ObjectOf(
            Schemas.OneOf("username", "email", "phone", "emailOrPhone").Required("identifier"),
            Schemas.Flag.Optional("verify"))).Optional("secondaryIdentifiers"));

    public static Schema<JsonText> SocialSignIn { get; } =
        Schemas.ObjectOf(Schemas.Flag.Optional("automaticAccountLinking"), Schemas.Flag.Optional("skipRequiredIdentifiers"));

    public static Schema<IReadOnlyList<string>> Texts { get; } = Schemas.ListOf(Schemas.Text);

    public static Schema<string> SignInMode { get; } = Schemas.OneOf("SignIn", "Register", "SignInAndRegister");

    /// <summary>HTML by path.</summary>
    public static Schema<IReadOnlyDictionary<string, string>> CustomContent { get; } = Schemas.MapOf(Schemas.Text);

    public static Schema<JsonText> CustomUiAssets { get; } = Schemas.ObjectOf(Schemas.Text.Required("id"), Schemas.Number.Required("createdAt"));

    public static Schema<JsonText> CustomUiCsp { get; } = Schemas.ObjectOf(Texts.Optional("scriptSrc"), Texts.Optional("connectSrc"));

    public static Schema<JsonText> PasswordPolicy { get; } = Schemas.ObjectOf(
        Schemas.ObjectOf(Schemas.Integer.Required("min"), Schemas.Integer.Required("max")).Optional("length"),
        Schemas.ObjectOf(Schemas.Integer.Required("min")).Optional("characterTypes"),
        Schemas.ObjectOf(
            Schemas.Flag.Required("pwned"),
            Schemas.Flag.Required("repetitionAndSequence"),
            Schemas.Flag.Required("userInfo"),
            Texts.Required("words")).Optional("rejects"));

    public static Schema<JsonText> Mfa { get; } = Schemas.ObjectOf(
        Schemas.ListOf(Schemas.OneOf("Totp", "WebAuthn", "BackupCode", "EmailVerificationCode", "PhoneVerificationCode")).Required("factors"),
        Schemas.OneOf(
            "UserControlled", "Mandatory", "PromptOnlyAtSignIn", "PromptAtSignInAndSignUp", "NoPrompt", "PromptAtSignInAndSignUpMandatory",
            "PromptOnlyAtSignInMandatory").Required("policy"),
        Schemas.OneOf("NoPrompt", "Mandatory").Optional("organizationRequiredMfaPolicy"));

    /// <summary>Of <c>adaptiveMfa</c> and <c>captchaPolicy</c>.</summary>
    public static Schema<JsonText> Switch { get; } = Schemas.ObjectOf(Schemas.Flag.Optional("enabled"));

    /// <summary>Minutes, and any number at all.</summary>
    public static Schema<JsonText> SentinelPolicy { get; } = Schemas.ObjectOf(Schemas.Number.Optional("maxAttempts"), Schemas.Number.Optional("lockoutDuration"));

    public static ObjectSchema EmailBlocklistPolicy { get; } = new(
        Schemas.Flag.Optional("blockDisposableAddresses"), Schemas.Flag.Optional("blockSubaddressing"), Texts.Optional("customAllowlist"), Texts.Optional("customBlocklist"));

    /// <summary>Seconds and tries.</summary>
    public static Schema<JsonText> VerificationCodePolicy { get; } = Schemas.ObjectOf(
        Schemas.NumberBetween(60, 3600).Whole().Optional("expirationDuration"), Schemas.NumberBetween(1, 100).Whole().Optional("maxRetryAttempts"));

    public static Schema<IReadOnlyList<string>> ForgotPasswordMethods { get; } = Schemas.ListOf(Schemas.OneOf("EmailVerificationCode", "PhoneVerificationCode"));

    public static Schema<JsonText> PasskeySignIn { get; } =
        Schemas.ObjectOf(Schemas.Flag.Optional("enabled"), Schemas.Flag.Optional("showPasskeyButton"), Schemas.Flag.Optional("allowAutofill"));

    public static Schema<JsonText> PasswordExpiration { get; } = Schemas.ObjectOf(
        Schemas.Flag.Optional("enabled"), Schemas.NumberBetween(1, int.MaxValue).Whole().Optional("validPeriodDays"), Schemas.Number.Optional("enabledAt"));

    public static Schema<JsonText> UsernamePolicy { get; } = Schemas.ObjectOf(
        Schemas.Flag.Required("caseSensitive"),
        Schemas.Integer.Required("minLength"),
        Schemas.Integer.Required("maxLength"),
        Schemas.ObjectOf(
            Schemas.Flag.Required("lowercase"),
            Schemas.Flag.Required("uppercase"),
            Schemas.Flag.Required("numbers"),
            Schemas.Flag.Required("underscore")).Required("allowedChars"));

    /// <summary>A list of profile fields by name, here and in the account centre; the names are what is read.</summary>
    public static Schema<IReadOnlyList<string>?> ProfileFieldNames { get; } = Schemas.ListOf(new ObjectSchema(Name).As(field => field.Get(Name)!)).OrNull();
}
