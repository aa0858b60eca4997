using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Interactions;

/// <summary>Says what the user is here for, at the start and later (contract/experience-api.md 3).</summary>
internal sealed class ChooseEvent(GatehouseDb db, InteractionSteps steps, Snapshots snapshots)
{
    /// <summary>Discards everything earlier. The sign-in mode is looked at later, where it matters.</summary>
    /// <param name="hasCaptchaToken">No captcha provider is configured that could say that a token is good.</param>
    public Task<Checked<Done>> BeginAsync(string interactionId, InteractionEvent chosen, bool hasCaptchaToken, CancellationToken ct) =>
        steps.BeginAsync(interactionId, chosen, isHuman: false, hasCaptchaToken ? InteractionRefusals.CaptchaFailed : null, ct);

    /// <inheritdoc cref="InteractionState.Turned"/>
    public Task<Checked<Done>> ChangeAsync(string interactionId, InteractionEvent chosen, CancellationToken ct) =>
        steps.TakeAsync<Done>(interactionId, "Update", async step =>
        {
            var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
            if (chosen == InteractionEvent.SignIn && !settings.AllowsSignIn) return InteractionRefusals.ModeForbids;
            if (chosen == InteractionEvent.Register && !settings.AllowsRegister) return InteractionRefusals.ModeForbids;
            var isChange = chosen != step.State.Event;
            if (isChange && InteractionEvent.ForgotPassword == chosen) return InteractionRefusals.NotForForgotPassword(400);
            if (isChange && InteractionEvent.ForgotPassword == step.State.Event) return InteractionRefusals.NotForForgotPassword(400);
            step.State = step.State.Turned(chosen);
            return new Done();
        }, ct);
}
