using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Continue;
using Gatehouse.Server.SignIn.Mfa;
using Gatehouse.Server.SignIn.Passwords;

namespace Gatehouse.Server.SignIn;

/// <summary>
/// What follows once it is known who somebody is, or a little more of it: the steps to the end of the interaction. What the tenant asks for
/// and the account lacks has a page each, to which the browser is sent; what is refused otherwise is for the page that asked.
/// </summary>
internal sealed class Onward(IdentifyUser identify, SubmitInteraction submit, EnterFactor enter)
{
    /// <param name="verificationId">Null: with what a registration has collected.</param>
    /// <param name="linksSocialIdentity">A social account becomes that of the user with its address.</param>
    /// <param name="mustSubmit">False where something follows that is no part of a sign-in.</param>
    /// <returns>Null: nothing stands in the way, and the browser has been sent on unless there is something to follow.</returns>
    public async Task<Refusal?> IdentifyAsync(PageVisit visit, string? verificationId, bool linksSocialIdentity = false, bool mustSubmit = true)
    {
        if (!(await identify.ExecuteAsync(visit.InteractionId, verificationId, linksSocialIdentity, visit.Aborted)).TryGet(out _, out var refused))
            return await FollowAsync(visit, refused);
        return mustSubmit ? await SubmitAsync(visit) : null;
    }

    /// <inheritdoc cref="IdentifyAsync"/>
    public async Task<Refusal?> SubmitAsync(PageVisit visit)
    {
        if (!(await submit.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out var end, out var refused)) return await FollowAsync(visit, refused);
        visit.SendTo(end.RedirectTo!);
        return null;
    }

    /// <summary>After more was given: a registration tries again to make the user, somebody who is known ends.</summary>
    public Task<Refusal?> GoOnAsync(PageVisit visit) =>
        InteractionState.Of(visit.Interaction!) is { Event: InteractionEvent.Register, UserId: null } ? IdentifyAsync(visit, null) : SubmitAsync(visit);

    /// <summary>To the page that answers a refusal: for what is missing, for a password in place of a temporary one, for a second factor.</summary>
    /// <returns>The refusal, when it is about something else.</returns>
    public async Task<Refusal?> FollowAsync(PageVisit visit, Refusal refused)
    {
        var path = refused.Code switch
        {
            "user.missing_profile" => MissingParts.First(refused),
            "user.new_password_required_in_profile" => ResetPasswordPage.Path,
            _ => null,
        };
        if (path is null) return await enter.FollowAsync(visit, refused) ? null : refused;
        visit.GoOn(path);
        return null;
    }
}
