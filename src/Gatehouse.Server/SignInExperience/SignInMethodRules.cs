using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Which ways to sign in and to sign up make sense together (contract/management-misc.md 4).</summary>
internal static class SignInMethodRules
{
    /// <summary>Of <c>signIn</c>, beside a sign-up and second factors that stay as they are or are changed with it.</summary>
    public static Refusal? RefuseSignIn(SignInSettings signIn, SignUpSettings signUp, MfaSettings mfa, ConnectorKinds connectors)
    {
        var methods = signIn.Methods ?? [];
        if (methods.Any(method => !method.Password && !method.VerificationCode)) return new Refusal("sign_in_experiences.at_least_one_authentication_factor");
        var byCode = methods.Where(method => method.VerificationCode).Select(method => method.Identifier).ToHashSet();
        if (byCode.Contains("email") && !connectors.Email) return NoConnector("Email");
        if (byCode.Contains("phone") && !connectors.Sms) return NoConnector("Sms");
        // Who signs up without a password has nothing but a code to come back with.
        if (signUp is { Password: false, Verify: true } && methods.Any(method => method.Identifier != "username" && !method.VerificationCode))
            return new Refusal("sign_in_experiences.code_sign_in_must_be_enabled");
        if (IsSpentOnSignIn(signIn, mfa, "email")) return new Refusal("sign_in_experiences.email_verification_code_cannot_be_used_for_sign_in");
        return IsSpentOnSignIn(signIn, mfa, "phone") ? new Refusal("sign_in_experiences.phone_verification_code_cannot_be_used_for_sign_in") : null;
    }

    /// <summary>A code that one signs in with is no second factor beside itself.</summary>
    /// <param name="identifier"><c>email</c> or <c>phone</c>.</param>
    public static bool IsSpentOnSignIn(SignInSettings signIn, MfaSettings mfa, string identifier) =>
        mfa.Factors?.Contains(identifier == "email" ? "EmailVerificationCode" : "PhoneVerificationCode") == true
        && signIn.Methods?.Any(method => method.Identifier == identifier && method.VerificationCode) == true;

    public static Refusal? RefuseSignUp(SignUpSettings signUp, ConnectorKinds connectors)
    {
        var primary = signUp.Identifiers ?? [];
        var secondary = signUp.SecondaryIdentifiers ?? [];
        if (primary.Count == 0 && secondary.Count > 0) return new Refusal("sign_in_experiences.missing_sign_up_identifiers");
        var all = primary.Concat(secondary.SelectMany(identifier => Kinds(identifier.Identifier))).ToList();
        if (all.Distinct().Count() != all.Count) return new Refusal("sign_in_experiences.duplicated_sign_up_identifiers");
        var reachable = secondary.Where(identifier => identifier.Identifier != "username").ToList();
        if ((reachable.Count > 0 || all.Any(kind => kind != "username")) && (!signUp.Verify || reachable.Any(identifier => identifier.Verify != true)))
            return new Refusal("sign_in_experiences.passwordless_requires_verify");
        if (all.Contains("email") && !connectors.Email) return NoConnector("Email");
        return all.Contains("phone") && !connectors.Sms ? NoConnector("Sms") : null;
    }

    private static string[] Kinds(string identifier) => identifier == "emailOrPhone" ? ["email", "phone"] : [identifier];

    private static Refusal NoConnector(string kind) => new Refusal("sign_in_experiences.enabled_connector_not_found").With("type", kind);
}
