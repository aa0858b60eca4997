using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Ends an interaction (contract/experience-api.md 9): with a sign-in, which may be repeated while the interaction exists, because the
/// provider uses it up; or with a new password, and then nothing is left of it.
/// </summary>
internal sealed class SubmitInteraction(
    GatehouseDb db, InteractionSteps steps, UnitOfWork work, FindUser find, ApplyProfile apply, KeepSocialTokens keepTokens, SignOutEverywhere signOut,
    JudgeSecondFactor judge, KeepFactors keepFactors, KeepLocation keepLocation, NoticeNewDevice notice, NoticeOfChange noticeOfChange, Snapshots snapshots, TenantEndpoints endpoints, TimeProvider time)
{
    public Task<Checked<InteractionEnd>> ExecuteAsync(string interactionId, CancellationToken ct) =>
        steps.TakeAsync<InteractionEnd>(interactionId, "Submit", async step =>
        {
            var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
            if (settings.CaptchaIsRequired && !step.State.IsCaptchaPassed) return InteractionRefusals.CaptchaRequired;
            if (step.State.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var refused)) return refused;
            if (user.IsSuspended) return UserRefusals.Suspended;
            return step.State.Event == InteractionEvent.ForgotPassword ? await ResetAsync(step, user, ct) : await SignInAsync(step, user, settings, ct);
        }, ct);

    /// <summary>Whoever knew the old password is out: sessions and tokens end with it. The user signs in with the new one afterwards.</summary>
    private async Task<Checked<InteractionEnd>> ResetAsync(InteractionStep step, User user, CancellationToken ct)
    {
        if (step.State.Profile is not { PasswordDigest: { } digest, PasswordAlgorithm: { } algorithm }) return InteractionRefusals.NewPasswordRequired;
        var now = time.GetUtcNow().UtcDateTime;
        user.SetPassword(algorithm, digest, now);
        user.UpdatedAt = now;
        await signOut(user.Id, ct);
        await noticeOfChange.ExecuteAsync(user, AccountChange.Password, null, ct);
        step.IsOver = true;
        work.Announce(UserEvents.ChangedByThemself(user));
        work.Announce(InteractionEvents.Ended(step.State.Event, user));
        return new InteractionEnd(null);
    }

    private async Task<Checked<InteractionEnd>> SignInAsync(InteractionStep step, User user, ExperienceSettings settings, CancellationToken ct)
    {
        var situation = await judge.SituationOfAsync(step.State, user, ct);
        // A submit that is repeated signs nobody in a second time.
        var isFirst = InteractionResult.Of(step.Interaction)?.Login?.AccountId != user.Id;
        step.Noticed = isFirst && situation is { Triggered: { Count: > 0 } rules, State.IsEnoughAlone: false } ? InteractionEvents.AdaptiveMfaTriggered(user, TriggeredRule.ResultOf(rules)) : null;
        // Whoever repeats the submit is not asked for the factor that it bound.
        if (isFirst && SecondFactorRule.RefuseUnverified(situation) is { } unverified) return unverified;
        if (ReplaceTemporaryPassword.IsDue(user, step.State)) return InteractionRefusals.NewPasswordRequired;
        var pending = ReplaceTemporaryPassword.Apply(user, step.State.Profile, time.GetUtcNow().UtcDateTime);
        if (pending is not null && await apply.ExecuteAsync(user, pending, ct) is { } unfit) return unfit;
        var missing = RequiredProfile.MissingOf(settings.SignUp, user, null, !user.HasPassword && await db.UserSsoIdentities.AnyAsync(identity => identity.UserId == user.Id, ct));
        if (missing.Count > 0 && !IsExcused(step.State, user, settings)) return InteractionRefusals.MissingProfile(missing);
        if (BindingRule.Refuse(situation, settings.PasskeySignIn, settings.SignUp) is { } unbound) return unbound;
        if (keepFactors.Execute(user, situation) is { } taken) return taken;

        var now = time.GetUtcNow();
        user.RecordSignIn(now.UtcDateTime);
        await keepTokens.ExecuteAsync(step.State, user, ct);
        if (pending is not null) work.Announce(UserEvents.ChangedByThemself(user));
        if (isFirst)
        {
            user.CountSignIn();
            if (step.Noticed is not null) work.Announce(InteractionEvents.AdaptiveMfaTriggered(user, TriggeredRule.ResultOf(situation.Triggered!)));
            work.Announce(InteractionEvents.Ended(step.State.Event, user));
            await notice.ExecuteAsync(user, steps.Context, step.Interaction.ApplicationId, ct);
            await keepLocation.ExecuteAsync(user, step.State.SignInContext, ct);
        }

        step.State = step.State with { Profile = null, Mfa = null };
        step.Interaction.Result = new InteractionResult
        {
            Login = new LoginResult(user.Id, SecondFactorRule.AmrOf(situation), now.ToUnixTimeSeconds(), StateObject.Of(step.State)),
        }.ToStored();
        return new InteractionEnd(endpoints.BaseUrl(db.TenantId) + step.Interaction.ResumePath);
    }

    /// <summary>Who registered with nothing but a social account, where that is enough, is not asked a moment later.</summary>
    private static bool IsExcused(InteractionState state, User user, ExperienceSettings settings) =>
        state.IsUserNew && settings.SocialSignIn.SkipRequiredIdentifiers && user.Identities.Count > 0;
}

/// <param name="RedirectTo">Where the browser goes on; null after a reset, when it stays.</param>
internal sealed record InteractionEnd(string? RedirectTo);
