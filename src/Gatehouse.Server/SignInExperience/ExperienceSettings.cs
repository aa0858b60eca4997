using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>The sign-in experience of a tenant, in the snapshot: what it decides, typed.</summary>
internal sealed class ExperienceSettings : ISnapshotPart<ExperienceSettings>
{
    public ExperienceSettings(Experience experience)
    {
        UsernamesAreCaseSensitive = experience.UsernamesAreCaseSensitive;
        SignInMode = experience.SignInMode;
        SignInMethods = Read(experience.SignIn, SignInRulesJson.Default.SignInSettings).Methods ?? [];
        SignUp = Read(experience.SignUp, SignInRulesJson.Default.SignUpSettings);
        Mfa = Read(experience.Mfa, SignInRulesJson.Default.MfaSettings);
        MfaIsAdaptive = Read(experience.AdaptiveMfa, SignInRulesJson.Default.AdaptiveMfa).Enabled;
        PasskeySignIn = Read(experience.PasskeySignIn, SignInRulesJson.Default.PasskeySignIn);
        PasswordExpiration = Read(experience.PasswordExpiration, SignInRulesJson.Default.PasswordExpiration);
        UnknownSessionUrl = experience.UnknownSessionRedirectUrl is { Length: > 0 } url ? url : null;
        PasswordPolicy = Read(experience.PasswordPolicy, SignInRulesJson.Default.PasswordPolicy);
        Language = Read(experience.LanguageInfo, SignInRulesJson.Default.LanguageInfo);
        VerificationCodes = Read(experience.VerificationCodePolicy, SignInRulesJson.Default.VerificationCodePolicy);
        UsernamePolicy = Read(experience.UsernamePolicy, SignInRulesJson.Default.UsernamePolicy);
        EmailBlocklist = Read(experience.EmailBlocklistPolicy, SignInRulesJson.Default.EmailBlocklistPolicy);
        SingleSignOnEnabled = experience.SingleSignOnEnabled;
        SocialSignIn = Read(experience.SocialSignIn, SignInRulesJson.Default.SocialSignIn);
        ForgotPasswordMethods = JsonSerializer.Deserialize(experience.ForgotPasswordMethods.Text, SignInRulesJson.Default.IReadOnlyListString);
        Lockout = Read(experience.SentinelPolicy, SignInRulesJson.Default.LockoutPolicy);
        CaptchaIsRequired = Read(experience.CaptchaPolicy, SignInRulesJson.Default.CaptchaPolicy).Enabled;
    }

    public bool UsernamesAreCaseSensitive { get; }

    /// <summary><c>SignInAndRegister</c>, <c>SignIn</c> or <c>Register</c>.</summary>
    public string SignInMode { get; }

    public bool AllowsSignIn => SignInMode != "Register";

    public bool AllowsRegister => SignInMode != "SignIn";

    public IReadOnlyList<SignInMethod> SignInMethods { get; }

    public SignUpSettings SignUp { get; }

    public MfaSettings Mfa { get; }

    /// <summary>Risk decides whether a second factor is asked for (contract/experience-api.md 8.5).</summary>
    public bool MfaIsAdaptive { get; }

    public PasskeySignIn PasskeySignIn { get; }

    public UsernamePolicy UsernamePolicy { get; }

    public EmailBlocklistPolicy EmailBlocklist { get; }

    public bool SingleSignOnEnabled { get; }

    public SocialSignIn SocialSignIn { get; }

    /// <summary>The kinds of records that lead to a new password; null: any that a connector can send.</summary>
    public IReadOnlyList<string>? ForgotPasswordMethods { get; }

    public PasswordPolicy PasswordPolicy { get; }

    public PasswordExpiration PasswordExpiration { get; }

    public VerificationCodePolicy VerificationCodes { get; }

    public LockoutPolicy Lockout { get; }

    public LanguageInfo Language { get; }

    /// <summary>What people read whose language is unknown.</summary>
    public string FallbackLanguage => Language.FallbackLanguage;

    public bool CaptchaIsRequired { get; }

    /// <summary>Where people are sent who open a page of an interaction without one; null unless set.</summary>
    public string? UnknownSessionUrl { get; }

    /// <summary>Whether users may have a factor; a passkey also where it only signs in (contract/experience-api.md 8.3).</summary>
    public bool MayBind(string factor) => Mfa.Factors?.Contains(factor) == true || (factor == "WebAuthn" && PasskeySignIn.Enabled);

    public static async Task<ExperienceSettings> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct) =>
        new(await db.SignInExperiences.AsNoTracking().SingleAsync(ct));

    private static T Read<T>(JsonText setting, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(setting.Text, type)!;
}
