using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn;

/// <summary>
/// The steps of the sign-in API that a page with a password takes in one go (contract/experience-api.md 18): begin, password, identify, submit.
/// All of them are one change, once the password was right: each on its own would be read and saved for itself.
/// </summary>
internal sealed class SignInByPassword(ChooseEvent events, VerifyPassword verify, IdentifyUser identify, SubmitInteraction submit, InteractionSteps steps)
{
    /// <returns>Where the browser goes on.</returns>
    public async Task<Checked<string>> ExecuteAsync(PageVisit visit, SignInIdentifier identifier, string password)
    {
        var (interactionId, ct) = (visit.InteractionId, visit.Aborted);
        if (!(await events.PrepareAsync(interactionId, InteractionEvent.SignIn, visit.CaptchaToken, ct)).TryGet(out var beginning, out var refused)) return refused;
        if (!(await verify.ProveAsync(visit.Interaction!, beginning, identifier, password, ct)).TryGet(out var proven, out refused)) return refused;
        return await steps.TakeTogetherAsync<string>(async () =>
        {
            if (!(await steps.BeginAsync(interactionId, beginning, null, ct)).TryGet(out _, out var lost)) return lost;
            if (!(await verify.TakeAsync(proven, identifier, ct)).TryGet(out var verificationId, out var unfit)) return unfit;
            if (!(await identify.ExecuteAsync(interactionId, verificationId, linksSocialIdentity: false, ct)).TryGet(out _, out unfit)) return unfit;
            if (!(await submit.ExecuteAsync(interactionId, ct)).TryGet(out var end, out unfit)) return unfit;
            return end.RedirectTo!;
        }, ct);
    }
}
