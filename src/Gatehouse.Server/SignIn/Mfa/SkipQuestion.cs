using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>"Not now": the answer to whatever submit asks at the time, and on (contract/experience-api.md 8.4).</summary>
internal sealed class SkipQuestion(SubmitInteraction submit, AnswerMfaQuestion answer, Onward onward)
{
    /// <returns>Null: the browser has been sent on.</returns>
    public async Task<Refusal?> ExecuteAsync(PageVisit visit)
    {
        if ((await submit.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out var end, out var question))
        {
            visit.SendTo(end.RedirectTo!);
            return null;
        }

        var answered = question.Code switch
        {
            "user.suggest_mfa" or "user.missing_mfa" => await answer.SkipAsync(visit.InteractionId, visit.Aborted),
            "session.mfa.suggest_additional_mfa" => await answer.SkipSuggestionAsync(visit.InteractionId, visit.Aborted),
            "user.passkey_preferred" => await answer.SkipPasskeyAsync(visit.InteractionId, visit.Aborted),
            _ => question,
        };
        if (answered.TryGet(out _, out var refused)) return await onward.SubmitAsync(visit);
        return await onward.FollowAsync(visit, refused);
    }
}
