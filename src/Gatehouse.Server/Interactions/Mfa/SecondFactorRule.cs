using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>When what identified the user does not sign in alone (contract/experience-api.md 8.2, docs/adr/0017).</summary>
internal static class SecondFactorRule
{
    /// <summary>What the user can show, in the order of section 8.2.</summary>
    public static IReadOnlyList<string> AvailableTo(MfaSettings settings, User user) =>
        [.. MfaFactor.Order.Intersect(settings.Factors ?? []).Intersect(MfaFactor.Of(user))];

    /// <summary>403 <c>session.mfa.require_mfa_verification</c> for a user who has a factor and has shown none. Null: none is asked for.</summary>
    public static Refusal? RefuseUnverified(SecondFactorSituation situation)
    {
        if (!IsDemanded(situation) || ProofsIn(situation).Any()) return null;
        var available = AvailableTo(situation.Settings, situation.User);
        return new Refusal("session.mfa.require_mfa_verification", 403) { Data = FactorList.Of(available, situation.User) };
    }

    /// <summary>Whether the user has to show a second factor, shown or not.</summary>
    public static bool IsDemanded(SecondFactorSituation situation)
    {
        // Whatever the event is by now: who was identified, not created, signs in, and the rules of signing in apply (docs/adr/0008).
        if (situation.State.IsUserNew || situation.State.IsEnoughAlone || AvailableTo(situation.Settings, situation.User).Count == 0) return false;
        return situation.Triggered is { } rules ? rules.Count > 0 : !MaySpareThemself(situation);
    }

    /// <summary>The records that show a second factor which the user has and the tenant takes.</summary>
    public static IEnumerable<VerificationRecord> ProofsIn(SecondFactorSituation situation)
    {
        var taken = MfaFactor.OfAll(situation.User).Intersect(situation.Settings.Factors ?? []).ToList();
        return (situation.State.EarlierProofs ?? []).Concat(situation.State.VerificationRecords)
            .Where(record => record.Factor is { } factor && taken.Contains(factor) && record.IsFactorOf(situation.User));
    }

    /// <summary>What was really used, in the words of RFC 8176: what said who it is, and the second factors that were shown.</summary>
    public static IReadOnlyList<string> AmrOf(SecondFactorSituation situation)
    {
        var used = situation.State.Amr ?? [];
        var proofs = ProofsIn(situation).ToList();
        return proofs.Count == 0 ? used : [.. used.Union(proofs.SelectMany(proof => proof.Amr)).Union(["mfa"])];
    }

    /// <summary>Some policies leave it to the user; an organization that asks for a second factor does not.</summary>
    private static bool MaySpareThemself(SecondFactorSituation situation)
    {
        if (situation.Settings.IsMandatory || situation.OrganizationDemands) return false;
        var wishes = LogtoConfig.Of(situation.User).Mfa;
        return wishes.Enabled == false || wishes.SkipMfaOnSignIn == true;
    }
}

/// <summary>What the questions about second factors are judged by.</summary>
/// <param name="User">As stored.</param>
/// <param name="Triggered">The adaptive rules that fired (contract/experience-api.md 8.5); null: they are off, and every sign-in is like another.</param>
/// <param name="OrganizationDemands">One of the user's organizations asks for a second factor, and the tenant heeds that.</param>
internal sealed record SecondFactorSituation(
    MfaSettings Settings, User User, InteractionState State, IReadOnlyList<TriggeredRule>? Triggered = null, bool OrganizationDemands = false);
