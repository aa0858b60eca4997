using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Makes a verification say who the user is, or makes the user (contract/experience-api.md 5 and 6).</summary>
internal sealed class IdentifyUser(GatehouseDb db, InteractionSteps steps, FindRecordOwner findOwner, RegisterUser register, Snapshots snapshots)
{
    /// <param name="verificationId">In a registration it may be missing: what was collected so far is used.</param>
    /// <param name="linksSocialIdentity">A social account that nobody has is to become that of the user with its number or address.</param>
    public Task<Checked<Identification>> ExecuteAsync(string interactionId, string? verificationId, bool linksSocialIdentity, CancellationToken ct) =>
        steps.TakeAsync<Identification>(interactionId, "Identifier.Submit", step => step.State.Event == InteractionEvent.Register
            ? register.TakeAsync(step, verificationId, ct) : IdentifyAsync(step, verificationId, linksSocialIdentity, ct), ct);

    private async Task<Checked<Identification>> IdentifyAsync(InteractionStep step, string? verificationId, bool linksSocialIdentity, CancellationToken ct)
    {
        var (state, snapshot) = (step.State, await snapshots.GetAsync(db.TenantId, ct));
        if (verificationId is null) return new Refusal("guard.invalid_input").With("part", "body");
        if (state.Find(verificationId) is not { } record) return InteractionRefusals.VerificationNotFound;
        if (SignInMethodGuard.Refuse(snapshot.Get<ExperienceSettings>(), state.Event, record) is { } disabled) return disabled;
        if (state.Event == InteractionEvent.SignIn && record is not OneTimeTokenVerification && AddressGuard.RefuseEnterprise(snapshot, record.Email) is { } elsewhere) return elsewhere;
        if (!(await findOwner.ExecuteAsync(record, linksSocialIdentity, ct)).TryGet(out var owner, out var refused)) return refused;
        if (owner.User.IsSuspended) return UserRefusals.Suspended;
        if (state.UserId is { } other && other != owner.User.Id) return InteractionRefusals.IdentityConflict;
        state = state.Identified(owner.User.Id, record);
        step.State = owner.Gets is { } gets ? state.WithPending(gets) : state;
        return Identification.Found;
    }
}

/// <summary>How it became known who the user is.</summary>
internal enum Identification
{
    /// <summary>The user was there before.</summary>
    Found,

    /// <summary>A registration made the user.</summary>
    Created,
}
