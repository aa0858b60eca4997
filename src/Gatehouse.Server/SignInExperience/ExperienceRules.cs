using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>
/// Whether a sign-in experience makes sense after a change: the rules beyond the shape of each setting, in the order in which a request
/// learns of them (contract/management-misc.md 4). Only what the change touches is looked at.
/// </summary>
internal static class ExperienceRules
{
    private static readonly Regex AddressOrDomain = new(@"\A[^\s@]*@[^\s@]+\.[^\s@]+\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <param name="experience">With the change in it.</param>
    /// <param name="languages">The languages that there are sentences in, built in or custom.</param>
    /// <param name="profileFields">The names of the custom profile fields.</param>
    public static Refusal? Refuse(
        Experience experience, ExperienceChange change, ConnectorKinds connectors, IReadOnlyCollection<string> languages, IReadOnlyCollection<string> profileFields) =>
        RefuseWhatIsNotOffered(change)
        ?? RefuseLanguage(experience, change, languages)
        ?? RefuseMethods(experience, change, connectors)
        ?? RefuseForgotPassword(experience, change, connectors)
        ?? RefuseBlocklist(change)
        ?? RefuseProfileFields(change, profileFields);

    private static Refusal? RefuseWhatIsNotOffered(ExperienceChange change)
    {
        if (change.HideLogtoBranding is { IsSent: true, Value: true }) return Refusal.InvalidRequest("the branding can't be hidden here");
        return change.CustomUiCsp.IsSent && change.CustomUiCsp.Value.ToElement().EnumerateObject().Any(source => source.Value.GetArrayLength() > 0)
            ? Refusal.InvalidRequest("sources of a custom UI can't be set here") : null;
    }

    private static Refusal? RefuseLanguage(Experience experience, ExperienceChange change, IReadOnlyCollection<string> languages)
    {
        if (!change.LanguageInfo.IsSent) return null;
        var language = Read(experience.LanguageInfo, SignInRulesJson.Default.LanguageInfo).FallbackLanguage;
        return languages.Contains(language) ? null : new Refusal("sign_in_experiences.unsupported_default_language").With("language", language);
    }

    private static Refusal? RefuseMethods(Experience experience, ExperienceChange change, ConnectorKinds connectors)
    {
        var signIn = Read(experience.SignIn, SignInRulesJson.Default.SignInSettings);
        var signUp = Read(experience.SignUp, SignInRulesJson.Default.SignUpSettings);
        var mfa = Read(experience.Mfa, SignInRulesJson.Default.MfaSettings);
        if (change.SignUp.IsSent && SignInMethodRules.RefuseSignUp(signUp, connectors) is { } badSignUp) return badSignUp;
        if (change.SignIn.IsSent && SignInMethodRules.RefuseSignIn(signIn, signUp, mfa, connectors) is { } badSignIn) return badSignIn;
        if (change.Mfa.IsSent && MfaRules.Refuse(mfa, signIn) is { } badMfa) return badMfa;
        return change.Mfa.IsSent || change.AdaptiveMfa.IsSent
            ? MfaRules.RefuseAdaptive(mfa, Read(experience.AdaptiveMfa, SignInRulesJson.Default.AdaptiveMfa)) : null;
    }

    private static Refusal? RefuseForgotPassword(Experience experience, ExperienceChange change, ConnectorKinds connectors)
    {
        var methods = change.ForgotPasswordMethods.IsSent ? change.ForgotPasswordMethods.Value ?? [] : [];
        if (methods.Any(method => !ForgotPassword.HasConnector(method, connectors)))
            return new Refusal("sign_in_experiences.forgot_password_method_requires_connector").With("method", methods.First(method => !ForgotPassword.HasConnector(method, connectors)));
        if (!change.ForgotPasswordMethods.IsSent && !change.PasswordExpiration.IsSent) return null;
        var expiration = Read(experience.PasswordExpiration, SignInRulesJson.Default.PasswordExpiration);
        if (!expiration.Enabled) return null;
        if (!expiration.IsInForce) return new Refusal("sign_in_experiences.password_expiration_invalid_period_days", 422);
        // Somebody whose password has expired needs a way to choose another.
        return ForgotPassword.Of(experience.ForgotPasswordMethods, connectors).IsOffered
            ? null : new Refusal("sign_in_experiences.password_expiration_requires_forgot_password", 422);
    }

    private static Refusal? RefuseBlocklist(ExperienceChange change)
    {
        if (!change.EmailBlocklistPolicy.IsSent) return null;
        var policy = change.EmailBlocklistPolicy.Value;
        if (policy.BlockDisposableAddresses == true) return Refusal.InvalidRequest("disposable addresses can't be told apart here");
        var malformed = (policy.CustomAllowlist ?? []).Concat(policy.CustomBlocklist ?? []).Where(item => !AddressOrDomain.IsMatch(item)).ToList();
        return malformed.Count == 0 ? null
            : new Refusal("sign_in_experiences.invalid_custom_email_blocklist_format").With("items", string.Join(", ", malformed));
    }

    private static Refusal? RefuseProfileFields(ExperienceChange change, IReadOnlyCollection<string> known)
    {
        if (!change.SignUpProfileFields.IsSent || change.SignUpProfileFields.Value is not { } names) return null;
        return ProfileFieldNames.RefuseUnknown(names, known)
            ?? (names.Distinct().Count() == names.Count ? null : Refusal.InvalidRequest("a profile field is named twice"));
    }

    private static T Read<T>(JsonText setting, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(setting.Text, type)!;
}
