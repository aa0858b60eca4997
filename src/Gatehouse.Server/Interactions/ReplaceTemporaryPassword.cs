using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Takes the password that a user chooses in place of a temporary one, in the sign-in that the temporary one began (docs/accounts.md). It
/// becomes the user's at submit, when everything else that the tenant asks for was shown. Refusals: 400
/// <c>session.invalid_interaction_type</c> where nothing is to be replaced, 404 <c>session.identifier_not_found</c>, 422
/// <c>password.rejected</c> and <c>user.same_password</c>.
/// </summary>
internal sealed class ReplaceTemporaryPassword(GatehouseDb db, InteractionSteps steps, FindUser find, UserPasswords passwords, PasswordHasher hasher, Snapshots snapshots)
{
    private const string Step = "Profile.Update";

    /// <summary>What a submit answers before the password was replaced.</summary>
    public static Refusal Due { get; } = new("user.new_password_required_in_profile", 422);

    /// <summary>The user came by a temporary password, which opens nothing by itself.</summary>
    public static bool IsDue(User user, InteractionState state) => WasUsed(user, state) && state.Profile is not { HasPassword: true };

    public async Task<Checked<Done>> ExecuteAsync(string interactionId, string password, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;
        if (!(await JudgeAsync(before.State, password, ct)).TryGet(out _, out refused))
        {
            await steps.RecordRefusalAsync(before, refused, null, ct);
            return refused;
        }

        // Outside of the step: hashing takes long, and a step may run again.
        if (!(await hasher.HashAsync(password, ct)).TryGet(out var hashed, out var busy)) return busy;
        return await steps.TakeAsync<Done>(interactionId, Step, async step =>
        {
            if (!(await UserOfAsync(step.State, ct)).TryGet(out _, out var gone)) return gone;
            step.State = step.State with
            {
                Profile = (step.State.Profile ?? PendingProfile.Empty) with { PasswordAlgorithm = hashed.Algorithm.ToString(), PasswordDigest = hashed.Digest },
            };
            return new Done();
        }, ct);
    }

    private async Task<Checked<Done>> JudgeAsync(InteractionState state, string password, CancellationToken ct)
    {
        if (!(await UserOfAsync(state, ct)).TryGet(out var user, out var refused)) return refused;
        var policy = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().PasswordPolicy;
        if (PasswordRules.Refuse(password, policy, PasswordOwner.Of(user)) is { } weak) return weak;
        return (await passwords.VerifyAsync(user, password, ct)).TryGet(out _, out _) ? new Refusal("user.same_password", 422) : new Done();
    }

    private async Task<Checked<User>> UserOfAsync(InteractionState state, CancellationToken ct)
    {
        if (state.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
        if (user.IsSuspended) return UserRefusals.Suspended;
        return state.Event == InteractionEvent.SignIn && WasUsed(user, state) ? user : new Refusal("session.invalid_interaction_type");
    }

    private static bool WasUsed(User user, InteractionState state) =>
        user.IsPasswordTemporary && state.VerificationRecords.OfType<PasswordVerification>().Any(record => record.UserId == user.Id);
}
