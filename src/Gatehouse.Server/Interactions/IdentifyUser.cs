using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Makes a verification say who the user is (contract/experience-api.md 5).</summary>
internal sealed class IdentifyUser(GatehouseDb db, InteractionSteps steps, FindUser find, Snapshots snapshots)
{
    public Task<Checked<Done>> ExecuteAsync(string interactionId, string? verificationId, CancellationToken ct) =>
        steps.TakeAsync<Done>(interactionId, "Identifier.Submit", async step =>
        {
            var (state, settings) = (step.State, (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>());
            if (state.Event == InteractionEvent.Register) return RefuseRegistration(state, verificationId, settings);
            if (verificationId is null) return new Refusal("guard.invalid_input").With("part", "body");
            if (state.Find(verificationId) is not { } record) return InteractionRefusals.VerificationNotFound;
            if (SignInMethodGuard.Refuse(settings, state.Event, record) is { } refused) return refused;
            if (record is not PasswordVerification password) return InteractionRefusals.VerificationFailed;
            if (!(await find.ToReadAsync(password.UserId, ct)).TryGet(out var user, out _)) return InteractionRefusals.UserNotFound(password.Identifier);
            if (user.IsSuspended) return UserRefusals.Suspended;
            if (state.UserId is { } other && other != user.Id) return InteractionRefusals.IdentityConflict;
            step.State = state.Identified(user.Id, record.Amr);
            return new Done();
        }, ct);

    /// <summary>Contract section 6: no record that exists here could make a user, and nothing was collected that could.</summary>
    private static Refusal RefuseRegistration(InteractionState state, string? verificationId, ExperienceSettings settings)
    {
        if (verificationId is not null)
            return state.Find(verificationId) is null ? InteractionRefusals.VerificationNotFound : InteractionRefusals.VerificationFailed;
        if (!settings.AllowsRegister) return InteractionRefusals.ModeForbids;
        if (settings.CaptchaIsRequired && !state.IsCaptchaPassed) return InteractionRefusals.CaptchaRequired;
        return InteractionRefusals.MissingProfile(RequiredProfile.Of(settings.SignUp));
    }
}
