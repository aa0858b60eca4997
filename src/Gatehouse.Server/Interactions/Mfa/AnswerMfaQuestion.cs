using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Takes the user's answers to questions about second factors (contract/experience-api.md 3 and 8.3). They are kept at submit.</summary>
internal sealed class AnswerMfaQuestion(GatehouseDb db, InteractionSteps steps, GuardAccount guard, JudgeSecondFactor judge, Snapshots snapshots)
{
    private const string Step = "Profile.Update";

    /// <summary>The user wants a second factor.</summary>
    public Task<Checked<Done>> EnableAsync(string interactionId, CancellationToken ct) => KeepAsync(interactionId, mfa => mfa with { MfaEnabled = true }, ct);

    /// <summary>The user wants no further one.</summary>
    public Task<Checked<Done>> SkipSuggestionAsync(string interactionId, CancellationToken ct) =>
        KeepAsync(interactionId, mfa => mfa with { AdditionalBindingSuggestionSkipped = true }, ct);

    /// <summary>The user wants no passkey for signing in.</summary>
    public Task<Checked<Done>> SkipPasskeyAsync(string interactionId, CancellationToken ct) => KeepAsync(interactionId, mfa => mfa with { PasskeySkipped = true }, ct);

    /// <summary>The user does not want to bind one: 422 <c>session.mfa.mfa_policy_not_user_controlled</c> where that is not theirs to say.</summary>
    public Task<Checked<Done>> SkipAsync(string interactionId, CancellationToken ct) =>
        steps.TakeAsync<Done>(interactionId, Step, async step =>
        {
            var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().Mfa;
            var isDemanded = settings.IsMandatory || (step.State.UserId is { } userId && await judge.OrganizationDemandsAsync(settings, userId, ct));
            if (isDemanded) return MfaRefusals.NotUserControlled;
            step.State = step.State.WithMfa(mfa => mfa with { MfaSkipped = true });
            return new Done();
        }, ct);

    private Task<Checked<Done>> KeepAsync(string interactionId, Func<PendingMfa, PendingMfa> answer, CancellationToken ct) =>
        steps.TakeAsync<Done>(interactionId, Step, async step =>
        {
            if (!(await guard.ExecuteAsync(step.State, needsFactor: true, ct)).TryGet(out _, out var refused)) return refused;
            step.State = step.State.WithMfa(answer);
            return new Done();
        }, ct);
}
