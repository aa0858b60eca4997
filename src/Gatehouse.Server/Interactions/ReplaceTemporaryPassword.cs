using Gatehouse.Passwords;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Takes the password that a user chooses in place of a temporary one, in the sign-in that the temporary one began (docs/accounts.md). It
/// becomes the user's at submit, when everything else that the tenant asks for was shown. Refusals: those of <see cref="NewPassword"/>, 400
/// <c>session.invalid_interaction_type</c> where nothing is to be replaced.
/// </summary>
internal sealed class ReplaceTemporaryPassword(InteractionSteps steps, FindUser find, NewPassword chosen)
{
    private const string Step = "Profile.Update";

    /// <summary>The user came by a temporary password, which opens nothing by itself, and has not chosen another one.</summary>
    public static bool IsDue(User user, InteractionState state) => WasUsed(user, state) && state.Profile is not { HasPassword: true };

    /// <summary>Gives the user the new password, inside the step that ends the interaction.</summary>
    /// <returns>What else the user is to get.</returns>
    public static PendingProfile? Apply(User user, PendingProfile? pending, DateTime now)
    {
        if (!user.IsPasswordTemporary || pending is not { PasswordDigest: { } digest, PasswordAlgorithm: { } algorithm }) return pending;
        user.SetPassword(algorithm, digest, now);
        return pending with { PasswordAlgorithm = null, PasswordDigest = null };
    }

    /// <param name="before">The interaction as it was looked at.</param>
    public async Task<Checked<Done>> ExecuteAsync(InteractionStep before, string password, CancellationToken ct)
    {
        // Outside of the step: hashing takes long, and a step may run again.
        if (!(await HashAsync(before.State, password, ct)).TryGet(out var hashed, out var refused))
        {
            await steps.RecordRefusalAsync(before, refused, null, ct);
            return refused;
        }

        return await steps.TakeAsync<Done>(before.Interaction.Id, Step, async step =>
        {
            if (!(await UserOfAsync(step.State, ct)).TryGet(out var user, out var gone)) return gone;
            if (user.Id != before.State.UserId) return InteractionRefusals.IdentityConflict;
            step.State = step.State.WithPending(new PendingProfile { PasswordAlgorithm = hashed.Algorithm.ToString(), PasswordDigest = hashed.Digest });
            return new Done();
        }, ct);
    }

    private async Task<Checked<StoredPassword>> HashAsync(InteractionState state, string password, CancellationToken ct) =>
        (await UserOfAsync(state, ct)).TryGet(out var user, out var refused) ? await chosen.HashAsync(user, PasswordOwners.Of(state, user), password, ct) : refused;

    private async Task<Checked<User>> UserOfAsync(InteractionState state, CancellationToken ct)
    {
        if (state.Event != InteractionEvent.SignIn || state.UserId is not { } userId) return InteractionRefusals.WrongEvent;
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
        if (user.IsSuspended) return UserRefusals.Suspended;
        return WasUsed(user, state) ? user : InteractionRefusals.WrongEvent;
    }

    private static bool WasUsed(User user, InteractionState state) =>
        user.IsPasswordTemporary && state.VerificationRecords.OfType<PasswordVerification>().Any(record => record.UserId == user.Id);
}
