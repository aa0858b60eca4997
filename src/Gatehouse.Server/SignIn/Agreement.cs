using Gatehouse.Server.Components;
using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn;

/// <summary>The terms, for people who register (contract/experience-api.md 10, <c>agreeToTermsPolicy</c>).</summary>
internal static class Agreement
{
    /// <summary>By a tick in a box, not only by going on. Where the tenant names no document, there is nothing to agree to.</summary>
    public static bool MustBeGiven(Snapshot snapshot)
    {
        var experience = snapshot.Get<PublishedExperience>().Row;
        return experience.AgreeToTermsPolicy != "Automatic" && !string.IsNullOrWhiteSpace(experience.TermsOfUseUrl + experience.PrivacyPolicyUrl);
    }

    public static bool IsMissing(PageVisit visit) => MustBeGiven(visit.Snapshot) && visit.Form["agree"].Length == 0;

    public static PageProblem Problem(PageFrame frame) => PageProblem.Of(frame.Say("error.terms_acceptance_required"), "agree");
}
