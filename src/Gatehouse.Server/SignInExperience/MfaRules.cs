using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Which second factors and policies make sense together (contract/management-misc.md 4).</summary>
internal static class MfaRules
{
    /// <summary>Of the setting <c>mfa</c> alone.</summary>
    public static Refusal? Refuse(MfaSettings mfa, SignInSettings signIn)
    {
        var factors = mfa.Factors ?? [];
        if (factors.Distinct().Count() != factors.Count) return new Refusal("sign_in_experiences.duplicated_mfa_factors");
        if (factors is ["BackupCode"]) return new Refusal("sign_in_experiences.backup_code_cannot_be_enabled_alone");
        if (SignInMethodRules.IsSpentOnSignIn(signIn, mfa, "email")) return new Refusal("sign_in_experiences.email_verification_code_cannot_be_used_for_mfa");
        return SignInMethodRules.IsSpentOnSignIn(signIn, mfa, "phone") ? new Refusal("sign_in_experiences.phone_verification_code_cannot_be_used_for_mfa") : null;
    }

    /// <summary>Of <c>mfa</c> and <c>adaptiveMfa</c> together: only a policy that asks for a factor when something is unusual can be adaptive.</summary>
    public static Refusal? RefuseAdaptive(MfaSettings mfa, AdaptiveMfa adaptive)
    {
        var isForAdaptive = mfa.Policy is "PromptAtSignInAndSignUpMandatory" or "PromptOnlyAtSignInMandatory";
        if (!adaptive.Enabled) return isForAdaptive ? new Refusal("sign_in_experiences.non_adaptive_mfa_requires_skippable_policy", 422) : null;
        if (mfa.Factors is not { Count: > 0 }) return new Refusal("sign_in_experiences.adaptive_mfa_requires_mfa", 422);
        return isForAdaptive ? null : new Refusal("sign_in_experiences.adaptive_mfa_requires_non_skippable_policy", 422);
    }

    /// <summary>Whoever takes the last factor away and says nothing of adaptive MFA means that too.</summary>
    public static void SwitchAdaptiveOffWithTheRest(Experience experience)
    {
        var hasFactors = JsonSerializer.Deserialize(experience.Mfa.Text, SignInRulesJson.Default.MfaSettings)!.Factors is { Count: > 0 };
        var adaptive = JsonSerializer.Deserialize(experience.AdaptiveMfa.Text, SignInRulesJson.Default.AdaptiveMfa)!;
        if (!hasFactors && adaptive.Enabled) experience.AdaptiveMfa = JsonText.FromStored("""{"enabled":false}""");
    }
}
