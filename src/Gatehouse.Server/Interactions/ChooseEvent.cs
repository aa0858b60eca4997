using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Interactions;

/// <summary>Says what the user is here for, at the start and later (contract/experience-api.md 3).</summary>
internal sealed class ChooseEvent(
    GatehouseDb db, InteractionSteps steps, FindInteraction find, InteractionAudit audit, CheckCaptcha captcha, ChangeOrigin origin, Snapshots snapshots)
{
    private const string CaptchaKey = "Interaction.Create.Captcha";

    /// <summary>Discards everything earlier. The sign-in mode is looked at later, where it matters.</summary>
    /// <param name="captchaToken">A captcha's, if one was solved. A token that is not good refuses the start, whether the tenant asks for captchas or not.</param>
    public async Task<Checked<Done>> BeginAsync(string interactionId, InteractionEvent chosen, string? captchaToken, CancellationToken ct) =>
        (await PrepareAsync(interactionId, chosen, captchaToken, ct)).TryGet(out var beginning, out var refused) ? await steps.BeginAsync(interactionId, beginning, null, ct) : refused;

    /// <summary>The slow half of a start: the captcha. It is no part of the step, which may run again, because a token is good once.</summary>
    /// <inheritdoc cref="BeginAsync"/>
    public async Task<Checked<InteractionBeginning>> PrepareAsync(string interactionId, InteractionEvent chosen, string? captchaToken, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(captchaToken)) return new InteractionBeginning(chosen, IsHuman: false);
        var isHuman = await captcha.IsHumanAsync(db.TenantId, captchaToken, origin.Ip, ct);
        var failed = isHuman ? null : InteractionRefusals.CaptchaFailed;
        await RecordAsync(interactionId, chosen, failed, ct);
        var beginning = new InteractionBeginning(chosen, isHuman);
        return failed is null ? beginning : (await steps.BeginAsync(interactionId, beginning, failed, ct)).Refusal ?? failed;
    }

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

    private async Task RecordAsync(string interactionId, InteractionEvent chosen, Refusal? failed, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(interactionId, applicationId: null, ct)).TryGet(out var interaction, out _)) return;
        var state = new InteractionState { Event = chosen, SignInContext = steps.Context };
        await audit.WriteAsync(new InteractionStep("", interaction, state) { AuditKey = CaptchaKey }, failed, userId: null, ct);
    }
}
