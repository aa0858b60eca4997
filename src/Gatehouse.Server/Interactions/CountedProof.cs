using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// The step of something that can be guessed: a password, a code, a one-time token for an identifier, a second factor for a user whose id
/// stands in for one then (contract/experience-api.md 11.1). The attempt is counted before the proof is looked at. Proofs are looked at outside of the step: they take long or use something up, and a
/// step may run again.
/// </summary>
internal sealed class CountedProof(LimitAttempts attempts, InteractionSteps steps)
{
    /// <param name="before">The interaction as it was looked at.</param>
    /// <param name="ownerId">Whose identifier it is, for the audit entry; null: nobody's, or not known.</param>
    /// <param name="prove">Looks at the proof.</param>
    /// <param name="take">What the step does with what was proven.</param>
    public async Task<Checked<string>> ExecuteAsync<T>(
        InteractionStep before, SignInIdentifier identifier, string? ownerId, Func<Task<Checked<T>>> prove, Func<InteractionStep, T, Checked<string>> take, CancellationToken ct)
    {
        if (!(await ProveAsync(before, identifier, ownerId, prove, ct)).TryGet(out var proven, out var refused)) return refused;
        return await TakeAsync(proven, take, ct);
    }

    /// <summary>A second factor of the user who is identified already.</summary>
    /// <param name="pool">The factor's (<see cref="AttemptPool"/>).</param>
    /// <param name="prove">Looks at the proof, which the user's id is given to.</param>
    /// <param name="take">What the step makes of it.</param>
    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> OfUserAsync<T>(
        string pool, InteractionStep before, Func<string, Task<Checked<T>>> prove, Func<InteractionState, T, VerificationRecord> take, CancellationToken ct)
    {
        if (before.State.UserId is not { } userId)
        {
            await steps.RecordRefusalAsync(before, InteractionRefusals.NobodyIdentified, userId: null, ct);
            return InteractionRefusals.NobodyIdentified;
        }

        if (!(await ProveAsync(pool, before, new SignInIdentifier("userId", userId), userId, () => prove(userId), ct)).TryGet(out var proven, out var refused)) return refused;
        return await TakeAsync(proven, (step, value) =>
        {
            // Another start may have forgotten the user meanwhile.
            if (step.State.UserId != userId) return InteractionRefusals.NobodyIdentified;
            var record = take(step.State, value);
            step.State = step.State.With(record);
            return record.Id;
        }, ct);
    }

    /// <summary>The first half: counts the attempt and looks at the proof.</summary>
    public Task<Checked<Proven<T>>> ProveAsync<T>(InteractionStep before, SignInIdentifier identifier, string? ownerId, Func<Task<Checked<T>>> prove, CancellationToken ct) =>
        ProveAsync(AttemptPool.Identifier, before, identifier, ownerId, prove, ct);

    /// <summary>The second half: the step.</summary>
    public Task<Checked<string>> TakeAsync<T>(Proven<T> proven, Func<InteractionStep, T, Checked<string>> take, CancellationToken ct) =>
        steps.TakeAsync(proven.Before.Interaction.Id, proven.Before.Name, step =>
        {
            attempts.Succeed(proven.Attempt);
            return Task.FromResult(take(step, proven.Value));
        }, ct);

    private async Task<Checked<Proven<T>>> ProveAsync<T>(
        string pool, InteractionStep before, SignInIdentifier identifier, string? ownerId, Func<Task<Checked<T>>> prove, CancellationToken ct)
    {
        return (await attempts.ProveAsync(pool, identifier.Value, prove, ct)).TryGet(out var proven, out var refused)
            ? new Proven<T>(before, proven.Attempt, proven.Value) : await RefuseAsync(before, identifier, ownerId, refused, ct);
    }

    private async Task<Refusal> RefuseAsync(InteractionStep before, SignInIdentifier identifier, string? ownerId, Refusal refused, CancellationToken ct)
    {
        await steps.RecordRefusalAsync(before, refused, ownerId, ct);
        // Each refused attempt is told, not only the first.
        if (LimitAttempts.IsBlocked(refused)) await steps.AnnounceAsync(before, RefusalEvents.Lockout(identifier), ct);
        return refused;
    }
}

/// <summary>What was proven and is not yet part of the interaction.</summary>
internal sealed record Proven<T>(InteractionStep Before, Attempt Attempt, T Value);
