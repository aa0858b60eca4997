using System.Text.Json.Serialization;

namespace Gatehouse.Server.SignInExperience;

/// <summary>How owners of one kind of identifier may sign in: an entry of <c>signIn.methods</c> (contract/experience-api.md 10).</summary>
/// <param name="Identifier"><c>username</c>, <c>email</c> or <c>phone</c>.</param>
/// <param name="IsPasswordPrimary">Where both are possible, the password is asked for first.</param>
internal sealed record SignInMethod(string Identifier, bool Password, bool VerificationCode, bool IsPasswordPrimary = true)
{
    [JsonIgnore]
    public bool BeginsWithPassword => Password && (!VerificationCode || IsPasswordPrimary);
}

/// <summary>The setting <c>signIn</c>.</summary>
internal sealed record SignInSettings(IReadOnlyList<SignInMethod>? Methods);

/// <summary>The setting <c>signUp</c>: what a user has to have.</summary>
/// <param name="Verify">Addresses and numbers are verified.</param>
internal sealed record SignUpSettings(
    IReadOnlyList<string>? Identifiers, bool Password, IReadOnlyList<SecondaryIdentifier>? SecondaryIdentifiers, bool Verify = false);

/// <param name="Identifier"><c>username</c>, <c>email</c>, <c>phone</c> or <c>emailOrPhone</c>.</param>
internal sealed record SecondaryIdentifier(string Identifier, bool? Verify = null);

/// <summary>The setting <c>mfa</c> (contract/experience-api.md 8.1).</summary>
internal sealed record MfaSettings(IReadOnlyList<string>? Factors, string? Policy, string? OrganizationRequiredMfaPolicy)
{
    /// <summary>Users may not put it off.</summary>
    public bool IsMandatory => Policy is "Mandatory" or "PromptAtSignInAndSignUpMandatory" or "PromptOnlyAtSignInMandatory";

    /// <summary>Who registers is not asked to bind a factor yet.</summary>
    public bool AsksAtSignInOnly => Policy is "PromptOnlyAtSignIn" or "PromptOnlyAtSignInMandatory";

    /// <summary>Organizations that ask for a second factor are heard, whatever the policy.</summary>
    public bool HeedsOrganizations => OrganizationRequiredMfaPolicy == "Mandatory";
}

/// <summary>The setting <c>passwordExpiration</c> (contract/experience-api.md 12.4).</summary>
/// <param name="EnabledAt">Milliseconds since 1970: when it was switched on.</param>
internal sealed record PasswordExpiration(bool Enabled, int? ValidPeriodDays, long? EnabledAt)
{
    /// <summary>Whether passwords can expire at all: it is on and names a period of at least one day.</summary>
    [JsonIgnore]
    public bool IsInForce => Enabled && ValidPeriodDays >= 1;
}

/// <summary>The setting <c>languageInfo</c>.</summary>
/// <param name="AutoDetect">The browser's languages are heard.</param>
/// <param name="FallbackLanguage">What people read whose language is unknown.</param>
internal sealed record LanguageInfo(bool AutoDetect, string FallbackLanguage);

/// <summary>The setting <c>verificationCodePolicy</c> (contract/experience-api.md 11.2).</summary>
/// <param name="ExpirationDuration">Seconds from 60 to 3600; null: 600.</param>
/// <param name="MaxRetryAttempts">1 to 100; null: 10.</param>
internal sealed record VerificationCodePolicy(int? ExpirationDuration, int? MaxRetryAttempts)
{
    public TimeSpan Lifetime => TimeSpan.FromSeconds(ExpirationDuration ?? 600);

    public int MostTries => MaxRetryAttempts ?? 10;
}

/// <summary>The setting <c>sentinelPolicy</c> (contract/experience-api.md 11.1). Any numbers are accepted, so what makes no sense is brought into bounds here.</summary>
/// <param name="MaxAttempts">The failure that begins a lock; null: the hundredth.</param>
/// <param name="LockoutDuration">Minutes; null: 60.</param>
internal sealed record LockoutPolicy(double? MaxAttempts, double? LockoutDuration)
{
    private const double LongestLock = 10 * 365 * 24 * 60;

    public int MostAttempts => (int)Math.Clamp(Math.Ceiling(MaxAttempts ?? 100), 1, int.MaxValue);

    public DateTime LockEnd(DateTime now) => now.AddMinutes(Math.Clamp(LockoutDuration ?? 60, 0, LongestLock));
}

/// <summary>The setting <c>socialSignIn</c>.</summary>
/// <param name="AutomaticAccountLinking">Pages link an account to the user with its address without asking.</param>
/// <param name="SkipRequiredIdentifiers">Who registers with a social account needs nothing else.</param>
internal sealed record SocialSignIn(bool AutomaticAccountLinking, bool SkipRequiredIdentifiers);

/// <summary>The setting <c>captchaPolicy</c>.</summary>
internal sealed record CaptchaPolicy(bool Enabled);

/// <summary>The setting <c>adaptiveMfa</c>.</summary>
internal sealed record AdaptiveMfa(bool Enabled);

/// <summary>The setting <c>passkeySignIn</c>: passkeys identify users (contract/experience-api.md 4.7).</summary>
/// <param name="ShowPasskeyButton">Pages offer it without a name being typed; null: they do.</param>
/// <param name="AllowAutofill">Browsers offer passkeys in the field for the name; null: they do.</param>
internal sealed record PasskeySignIn(bool Enabled, bool? ShowPasskeyButton = null, bool? AllowAutofill = null);

/// <summary>The setting <c>emailBlocklistPolicy</c>.</summary>
/// <param name="CustomAllowlist">Addresses, or domains that begin with <c>@</c>; <c>*</c> stands for anything.</param>
internal sealed record EmailBlocklistPolicy(
    bool? BlockDisposableAddresses, bool? BlockSubaddressing, IReadOnlyList<string>? CustomAllowlist, IReadOnlyList<string>? CustomBlocklist);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SignInSettings))]
[JsonSerializable(typeof(SignUpSettings))]
[JsonSerializable(typeof(MfaSettings))]
[JsonSerializable(typeof(PasswordExpiration))]
[JsonSerializable(typeof(SocialSignIn))]
[JsonSerializable(typeof(CaptchaPolicy))]
[JsonSerializable(typeof(AdaptiveMfa))]
[JsonSerializable(typeof(PasskeySignIn))]
[JsonSerializable(typeof(EmailBlocklistPolicy))]
[JsonSerializable(typeof(LanguageInfo))]
[JsonSerializable(typeof(LockoutPolicy))]
[JsonSerializable(typeof(PasswordPolicy))]
[JsonSerializable(typeof(UsernamePolicy))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(VerificationCodePolicy))]
internal sealed partial class SignInRulesJson : JsonSerializerContext;
