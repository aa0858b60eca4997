using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>
/// What the user is asked to bind before the interaction ends, and whether that can be put off (contract/experience-api.md 8.4). The user is
/// judged as the interaction will leave them.
/// </summary>
internal static class BindingRule
{
    /// <summary>The first question that has no answer yet; null when there is none.</summary>
    public static Refusal? Refuse(SecondFactorSituation situation, PasskeySignIn passkeys, SignUpSettings signUp)
    {
        var (settings, user, state) = (situation.Settings, situation.User, situation.State);
        if (state.IsFromEnterprise) return null;
        var pending = state.Mfa ?? PendingMfa.Empty;
        var had = MfaFactor.Of(user).Union(pending.Factors.Select(factor => factor.Type)).ToList();
        if (passkeys.Enabled && !had.Contains(MfaFactor.WebAuthn) && !IsPasskeySkipped(pending, user)) return MfaRefusals.PasskeyPreferred;
        var factors = settings.Factors ?? [];
        if (pending.Factors.Any(queued => !factors.Contains(queued.Type) && !(queued.Type == MfaFactor.WebAuthn && passkeys.Enabled))) return MfaRefusals.FactorNotEnabled;
        if (factors.Count == 0) return null;
        if (IsAskedWhether(situation) && Wanted(situation) is not true && !(Wanted(situation) is null && factors.Intersect(had).Any())) return MfaRefusals.Suggested;
        return IsExcused(situation) ? null : RefuseMissing(situation, passkeys, signUp, had);
    }

    /// <summary>What the user's row is to remember of the answers.</summary>
    public static LogtoConfig ConfigAfter(SecondFactorSituation situation)
    {
        var (known, pending) = (LogtoConfig.Of(situation.User), situation.State.Mfa ?? PendingMfa.Empty);
        var factors = MfaFactor.Of(situation.User).Union(pending.Factors.Select(factor => factor.Type));
        // Somebody who was never asked and has a factor wants it.
        bool? assumed = IsAskedWhether(situation) && (situation.Settings.Factors ?? []).Intersect(factors).Any() ? true : null;
        return new LogtoConfig
        {
            Mfa = known.Mfa with
            {
                Enabled = Wanted(situation) ?? assumed,
                Skipped = pending.MfaSkipped ?? known.Mfa.Skipped,
                AdditionalBindingSuggestionSkipped = pending.AdditionalBindingSuggestionSkipped ?? known.Mfa.AdditionalBindingSuggestionSkipped,
            },
            // Whoever did not want a passkey while registering is asked once more.
            PasskeySignIn = situation.State.IsUserNew ? known.PasskeySignIn : new LogtoConfig.PasskeyPreferences(pending.PasskeySkipped ?? known.PasskeySignIn.Skipped),
        };
    }

    /// <summary>The factors that can be bound where none is: backup codes don't stand alone.</summary>
    public static IReadOnlyList<string> BindableIn(MfaSettings settings) =>
        [.. MfaFactor.Order.Intersect(settings.Factors ?? []).Where(factor => factor != MfaFactor.BackupCode)];

    /// <summary>Step 4: whether the user wants a second factor at all is a question, and it is open.</summary>
    private static bool IsAskedWhether(SecondFactorSituation situation) =>
        IsSkippable(situation) && situation.Settings.Policy != "NoPrompt" && !IsAskedLater(situation) && !IsSkipped(situation);

    private static bool? Wanted(SecondFactorSituation situation) => situation.State.Mfa?.MfaEnabled ?? LogtoConfig.Of(situation.User).Mfa.Enabled;

    /// <summary>Step 5: nobody asks the user to bind anything.</summary>
    private static bool IsExcused(SecondFactorSituation situation) =>
        IsAskedLater(situation)
        || (situation.Settings.Policy == "NoPrompt" && !situation.OrganizationDemands)
        || (IsSkippable(situation) && IsSkipped(situation));

    private static bool IsSkippable(SecondFactorSituation situation) => !situation.Settings.IsMandatory && !situation.OrganizationDemands;

    private static bool IsAskedLater(SecondFactorSituation situation) => situation.State.IsUserNew && situation.Settings.AsksAtSignInOnly;

    private static bool IsSkipped(SecondFactorSituation situation) =>
        situation.State.Mfa?.MfaSkipped == true || LogtoConfig.Of(situation.User).Mfa.Skipped == true;

    private static bool IsPasskeySkipped(PendingMfa pending, User user) => pending.PasskeySkipped == true || LogtoConfig.Of(user).PasskeySignIn.Skipped == true;

    private static Refusal? RefuseMissing(SecondFactorSituation situation, PasskeySignIn passkeys, SignUpSettings signUp, IReadOnlyList<string> had)
    {
        var bindable = BindableIn(situation.Settings);
        var bound = bindable.Intersect(had).ToList();
        if (bindable.Count > 0 && bound.Count == 0) return MfaRefusals.Missing(bindable, IsSkippable(situation));
        var unbound = bindable.Except(bound).ToList();
        if (unbound.Count > 0 && bound.All(factor => IsWeak(factor, passkeys, signUp)) && !IsSuggestionSkipped(situation))
            return MfaRefusals.SuggestAdditional(unbound, bound, situation.User, passkeys.Enabled && had.Contains(MfaFactor.WebAuthn));
        return situation.Settings.Factors!.Contains(MfaFactor.BackupCode) && !had.Contains(MfaFactor.BackupCode) ? MfaRefusals.BackupCodesRequired : null;
    }

    /// <summary>Step 6: what identifies the user is not much of a second factor.</summary>
    private static bool IsWeak(string factor, PasskeySignIn passkeys, SignUpSettings signUp) => factor switch
    {
        MfaFactor.WebAuthn => passkeys.Enabled,
        MfaFactor.Email => Asks(signUp, "email"),
        MfaFactor.Phone => Asks(signUp, "phone"),
        _ => false,
    };

    private static bool Asks(SignUpSettings signUp, string identifier) =>
        (signUp.Identifiers ?? []).Concat((signUp.SecondaryIdentifiers ?? []).Select(secondary => secondary.Identifier))
            .Any(asked => asked == identifier || asked == "emailOrPhone");

    private static bool IsSuggestionSkipped(SecondFactorSituation situation) =>
        situation.State.Mfa?.AdditionalBindingSuggestionSkipped == true || LogtoConfig.Of(situation.User).Mfa.AdditionalBindingSuggestionSkipped == true;
}
