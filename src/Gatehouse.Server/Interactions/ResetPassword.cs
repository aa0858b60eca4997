using Gatehouse.Passwords;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Takes the new password of somebody who forgot the old one (contract/experience-api.md 3). It counts from submit on.</summary>
internal sealed class ResetPassword(GatehouseDb db, InteractionSteps steps, FindUser find, PasswordHasher hasher, Snapshots snapshots)
{
    private const string Step = "Profile.Update";

    public async Task<Checked<Done>> ExecuteAsync(string interactionId, string password, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;

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
        if (!(await find.ToReadAsync(state.UserId!, ct)).TryGet(out var user, out var missing)) return missing;
        var policy = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().PasswordPolicy;
        if (PasswordRules.Refuse(password, policy, PasswordOwners.Of(state, user)) is { } weak) return weak;
        if (user.PasswordDigest is { } digest)
        {
            var stored = new StoredPassword(Enum.Parse<PasswordAlgorithm>(user.PasswordAlgorithm!), digest);
            if (!(await hasher.VerifyAsync(password, stored, ct)).TryGet(out var isSame, out var busy)) return busy;
            if (isSame) return new Refusal("user.same_password", 422);
        }

        return await hasher.HashAsync(password, ct);
    }
}
