using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>GET and POST /mfa-onboarding: whether the user wants a second factor at all (contract/experience-api.md 8.4 step 4).</summary>
internal sealed class OnboardingPage(PageVisits visits, AnswerMfaQuestion answer, SkipQuestion skip, Onward onward)
{
    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, null);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var refused = visit.Form["action"] == "skip" ? await skip.ExecuteAsync(visit) : await EnableAsync(visit);
        if (refused is not null) await ShowAsync(visit, PageProblem.Of(visit.Frame, refused, canReset: false));
    }

    private async Task<Refusal?> EnableAsync(PageVisit visit) =>
        (await answer.EnableAsync(visit.InteractionId, visit.Aborted)).TryGet(out _, out var refused) ? await onward.SubmitAsync(visit) : await onward.FollowAsync(visit, refused);

    private static Task ShowAsync(PageVisit visit, PageProblem? problem) => visit.ShowAsync<OnboardingView, OnboardingModel>(
        visit.Frame.Say("mfa.onboarding"), new OnboardingModel(problem), problem?.Status ?? StatusCodes.Status200OK);
}

internal sealed record OnboardingModel(PageProblem? Problem);
