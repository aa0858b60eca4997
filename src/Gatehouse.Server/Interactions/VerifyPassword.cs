using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Takes a password for an identifier (contract/experience-api.md 4.1).</summary>
internal sealed class VerifyPassword(
    GatehouseDb db, InteractionSteps steps, CountedProof proof, UserIdentifiers identifiers, UserPasswords passwords, Snapshots snapshots, TimeProvider time)
{
    private const string Step = "Verification.Password.Submit";

    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> ExecuteAsync(string interactionId, SignInIdentifier identifier, string password, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;
        if (!(await ProveAsync(before, identifier, password, ct)).TryGet(out var proven, out refused)) return refused;
        return await TakeAsync(proven, identifier, ct);
    }

    /// <summary>The slow half for an interaction that is about to begin, in which nothing of it changes.</summary>
    public async Task<Checked<Proven<User>>> ProveAsync(Interaction interaction, InteractionBeginning beginning, SignInIdentifier identifier, string password, CancellationToken ct) =>
        await ProveAsync(await steps.ForeseeAsync(interaction, beginning, Step, ct), identifier, password, ct);

    private async Task<Checked<Proven<User>>> ProveAsync(InteractionStep before, SignInIdentifier identifier, string password, CancellationToken ct)
    {
        var owner = await identifiers.FindOwnerToGoOnAsync(identifier.Type, identifier.Value, ct);
        return await proof.ProveAsync(before, identifier, owner?.Id, () => ProveAsync(owner, password, ct), ct);
    }

    /// <summary>The step that follows a proof.</summary>
    /// <returns>The id of the verification record.</returns>
    public Task<Checked<string>> TakeAsync(Proven<User> proven, SignInIdentifier identifier, CancellationToken ct) => proof.TakeAsync(proven, (step, user) =>
    {
        var record = new PasswordVerification(Identifier.Long(), identifier, user.Id);
        step.State = step.State.With(record);
        return record.Id;
    }, ct);

    /// <summary>What only the owner may learn of the account, suspension and expiry, comes after the password was right.</summary>
    private async Task<Checked<User>> ProveAsync(User? owner, string password, CancellationToken ct)
    {
        if (!(await passwords.VerifyAsync(owner, password, ct)).TryGet(out _, out var refused)) return refused;
        if (owner!.IsSuspended) return UserRefusals.Suspended;
        var policy = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().PasswordExpiration;
        return PasswordExpiry.IsExpired(owner, policy, time.GetUtcNow().UtcDateTime) ? new Refusal("password.expired", 422) : owner;
    }
}
