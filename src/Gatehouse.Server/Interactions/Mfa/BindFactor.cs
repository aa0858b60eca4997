using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>
/// Queues a second factor for the user, from a record that was verified for it (contract/experience-api.md 8.3). It reaches the user's row at
/// submit. A record that gives a factor (<see cref="VerificationRecord.ToFactor"/>) needs nothing here but its type's name.
/// </summary>
internal sealed class BindFactor(
    GatehouseDb db, InteractionSteps steps, GuardAccount guard, AddressOfRecord address, ProfileRules rules, Snapshots snapshots, TimeProvider time)
{
    /// <summary>The step of a passkey that is to sign the user in (section 14).</summary>
    private const string PasskeyStep = "SignInPasskey.Submit";

    /// <param name="factor">One of <see cref="MfaFactor"/>, which is also the type of the record.</param>
    public Task<Checked<Done>> ExecuteAsync(string interactionId, string factor, string verificationId, CancellationToken ct) =>
        steps.TakeAsync<Done>(interactionId, $"BindMfa.{factor}.Submit", async step =>
        {
            if (!(await guard.ExecuteAsync(step.State, needsFactor: true, ct)).TryGet(out var owner, out var refused)) return refused;
            if (owner.User is not { } user) return InteractionRefusals.NobodyIdentified;
            var outcome = factor is MfaFactor.Email or MfaFactor.Phone
                ? await BindAddressAsync(step.State, user, factor, verificationId, ct) : await BindAsync(step.State, user, factor, verificationId, ct);
            if (!outcome.TryGet(out var state, out refused)) return refused;
            step.State = state.WithMfa(mfa => mfa with { MfaEnabled = true });
            return new Done();
        }, ct);

    /// <summary>A passkey for signing in. It says nothing of whether the user wants a second factor.</summary>
    public Task<Checked<Done>> PasskeyAsync(string interactionId, string verificationId, CancellationToken ct) =>
        steps.TakeAsync<Done>(interactionId, PasskeyStep, async step =>
        {
            if (!(await guard.ExecuteAsync(step.State, needsFactor: true, ct)).TryGet(out var owner, out var refused)) return refused;
            if (owner.User is not { } user) return InteractionRefusals.NobodyIdentified;
            if (!(await BindAsync(step.State, user, MfaFactor.WebAuthn, verificationId, ct)).TryGet(out var state, out refused)) return refused;
            step.State = state;
            return new Done();
        }, ct);

    private async Task<Checked<InteractionState>> BindAsync(InteractionState state, User user, string factor, string verificationId, CancellationToken ct)
    {
        if (state.Find(verificationId) is not { } record || record.Type != factor) return InteractionRefusals.VerificationNotFound;
        if (!record.IsShown) return InteractionRefusals.VerificationFailed;
        if (record.ToFactor(time.GetUtcNow().UtcDateTime) is not { } made) return MfaRefusals.NothingPending;
        var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
        if (!settings.MayBind(factor)) return MfaRefusals.FactorNotEnabled;
        if (RefuseBeside(settings.Mfa, state, user, factor) is { } refused) return refused;
        return state.WithMfa(mfa => mfa.With(made));
    }

    /// <summary>An address becomes the user's by itself; that its codes are a second factor follows from it.</summary>
    private async Task<Checked<InteractionState>> BindAddressAsync(InteractionState state, User user, string factor, string verificationId, CancellationToken ct)
    {
        var channel = factor == MfaFactor.Email ? VerificationChannel.Email : VerificationChannel.Phone;
        if (state.Find<CodeVerification>(verificationId) is not { } record || record.Type != factor) return InteractionRefusals.VerificationNotFound;
        if (!record.IsShown) return InteractionRefusals.VerificationFailed;
        if (!(await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().MayBind(factor)) return MfaRefusals.FactorNotEnabled;
        if (!(await address.ReadAsync(state, channel, verificationId, ct)).TryGet(out var brought, out var refused)) return refused;
        if (await rules.RefuseAsync(user, brought, ct) is { } unfit) return unfit;
        return state.WithPending(brought).With(record.AsFactor());
    }

    private static Refusal? RefuseBeside(MfaSettings settings, InteractionState state, User user, string factor)
    {
        var bound = MfaFactor.Of(user).ToList();
        if (factor == MfaFactor.Totp && bound.Contains(factor)) return MfaRefusals.TotpInUse;
        if (factor != MfaFactor.BackupCode) return null;
        // Also addresses that the interaction brings.
        var queued = (state.Mfa ?? PendingMfa.Empty).Factors.Select(other => other.Type);
        var pending = PendingAddresses(state.Profile);
        return (settings.Factors ?? []).Intersect([.. bound, .. queued, .. pending]).Any(other => other != MfaFactor.BackupCode) ? null : MfaRefusals.BackupCodesAlone;
    }

    private static IEnumerable<string> PendingAddresses(PendingProfile? profile)
    {
        if (profile?.PrimaryEmail is not null) yield return MfaFactor.Email;
        if (profile?.PrimaryPhone is not null) yield return MfaFactor.Phone;
    }
}
