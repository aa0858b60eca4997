using Gatehouse.Passwords;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Takes the new password of somebody who forgot the old one (contract/experience-api.md 3), or who signs in with a temporary one. It counts
/// from submit on.
/// </summary>
internal sealed class ResetPassword(InteractionSteps steps, FindUser find, NewPassword chosen, ReplaceTemporaryPassword replace)
{
    private const string Step = "Profile.Update";

    public async Task<Checked<Done>> ExecuteAsync(string interactionId, string password, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;
        if (before.State.Event == InteractionEvent.SignIn) return await replace.ExecuteAsync(before, password, ct);

        // Outside of the step: hashing takes long, and a step may run again.
        if (!(await HashAsync(before.State, password, ct)).TryGet(out var hashed, out refused))
        {
            await steps.RecordRefusalAsync(before, refused, null, ct);
            return refused;
        }

        return await steps.TakeAsync<Done>(interactionId, Step, step =>
        {
            if (Guard(step.State) is { } wrong) return Task.FromResult<Checked<Done>>(wrong);
            if (step.State.UserId != before.State.UserId) return Task.FromResult<Checked<Done>>(InteractionRefusals.IdentityConflict);
            step.State = step.State.WithPending(new PendingProfile { PasswordAlgorithm = hashed.Algorithm.ToString(), PasswordDigest = hashed.Digest });
            return Task.FromResult<Checked<Done>>(new Done());
        }, ct);
    }

    private static Refusal? Guard(InteractionState state)
    {
        if (state.Event != InteractionEvent.ForgotPassword) return InteractionRefusals.WrongEvent;
        return state.UserId is null ? InteractionRefusals.NobodyIdentified : null;
    }

    private async Task<Checked<StoredPassword>> HashAsync(InteractionState state, string password, CancellationToken ct)
    {
        if (Guard(state) is { } wrong) return wrong;
        return (await find.ToReadAsync(state.UserId!, ct)).TryGet(out var user, out var missing) ? await chosen.HashAsync(user, PasswordOwners.Of(state, user), password, ct) : missing;
    }
}
