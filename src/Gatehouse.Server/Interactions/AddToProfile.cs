using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Collects what the user lacks (contract/experience-api.md 7). Nothing of it reaches the user's row before submit.</summary>
internal sealed class AddToProfile(
    GatehouseDb db, InteractionSteps steps, GuardAccount guard, AddressOfRecord address, ProfileRules rules, PasswordHasher hasher, Snapshots snapshots)
{
    private const string Step = "Profile.Update";

    public Task<Checked<Done>> UsernameAsync(string interactionId, string username, CancellationToken ct) =>
        steps.TakeAsync(interactionId, Step, step => TakeAsync(step, _ => Task.FromResult<Checked<PendingProfile>>(new PendingProfile { Username = username }), ct), ct);

    /// <param name="values">A JSON object: field to value. A later form takes the place of an earlier one.</param>
    public Task<Checked<Done>> FormAsync(string interactionId, JsonText values, CancellationToken ct) =>
        steps.TakeAsync(interactionId, Step, step => TakeAsync(step, _ => Task.FromResult(ExtraProfile.Read(values)), ct), ct);

    /// <param name="type"><c>email</c>, <c>phone</c> or <c>social</c>: what the record must have verified.</param>
    public Task<Checked<Done>> VerifiedAsync(string interactionId, string type, string verificationId, CancellationToken ct) =>
        steps.TakeAsync(interactionId, Step, step => TakeAsync(step, state => address.ReadAsync(state, type, verificationId, ct), ct, needsFactor: type != "social"), ct);

    public async Task<Checked<Done>> PasswordAsync(string interactionId, string password, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;

        // Outside of the step: hashing takes long, and a step may run again.
        if (!(await HashAsync(before.State, password, ct)).TryGet(out var hashed, out refused))
        {
            await steps.RecordRefusalAsync(before, refused, null, ct);
            return refused;
        }

        return await steps.TakeAsync(interactionId, Step, step => TakeAsync(step, _ => Task.FromResult<Checked<PendingProfile>>(hashed), ct), ct);
    }

    private async Task<Checked<Done>> TakeAsync(
        InteractionStep step, Func<InteractionState, Task<Checked<PendingProfile>>> read, CancellationToken ct, bool needsFactor = true)
    {
        if (!(await guard.ExecuteAsync(step.State, needsFactor, ct)).TryGet(out var owner, out var refused)) return refused;
        if (!(await read(step.State)).TryGet(out var more, out refused)) return refused;
        if (await rules.RefuseAsync(owner.User, more, ct) is { } unfit) return unfit;
        step.State = step.State.WithPending(more);
        return new Done();
    }

    private async Task<Checked<PendingProfile>> HashAsync(InteractionState state, string password, CancellationToken ct)
    {
        if (!(await guard.ExecuteAsync(state, needsFactor: true, ct)).TryGet(out var owner, out var refused)) return refused;
        var policy = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().PasswordPolicy;
        if (PasswordRules.Refuse(password, policy, PasswordOwners.Of(state, owner.User)) is { } weak) return weak;
        // Before the hash, which costs more than the answer.
        if (await rules.RefuseAsync(owner.User, new PendingProfile { PasswordDigest = "" }, ct) is { } present) return present;
        if (!(await hasher.HashAsync(password, ct)).TryGet(out var hashed, out refused)) return refused;
        return new PendingProfile { PasswordAlgorithm = hashed.Algorithm.ToString(), PasswordDigest = hashed.Digest };
    }
}

/// <summary>What is known of the owner of a password while it is chosen: what is pending stands over what is stored (contract/experience-api.md 12.1).</summary>
internal static class PasswordOwners
{
    public static PasswordOwner Of(InteractionState state, User? user) => new(
        state.Profile?.Name ?? user?.Name, state.Profile?.Username ?? user?.Username,
        state.Profile?.PrimaryEmail ?? user?.PrimaryEmail, state.Profile?.PrimaryPhone ?? user?.PrimaryPhone);
}
