using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Ends an interaction with a sign-in (contract/experience-api.md 9). It may be repeated while the interaction exists: the records are not
/// used up, the provider uses up the interaction.
/// </summary>
internal sealed class SubmitInteraction(
    GatehouseDb db, InteractionSteps steps, FindUser find, Snapshots snapshots, TenantEndpoints endpoints, TimeProvider time)
{
    /// <returns>Where the browser goes on.</returns>
    public Task<Checked<string>> ExecuteAsync(string interactionId, CancellationToken ct) =>
        steps.TakeAsync<string>(interactionId, "Submit", async step =>
        {
            var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
            if (settings.CaptchaIsRequired && !step.State.IsCaptchaPassed) return InteractionRefusals.CaptchaRequired;
            if (step.State.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var refused)) return refused;
            if (user.IsSuspended) return UserRefusals.Suspended;

            // Whatever the event is by now: every user here was identified, not created, so the rules of signing in apply.
            if (SecondFactorRule.RefuseUnverified(settings.Mfa, user) is { } unverified) return unverified;
            var missing = RequiredProfile.MissingOf(settings.SignUp, user, await db.UserSsoIdentities.AnyAsync(identity => identity.UserId == userId, ct));
            if (missing.Count > 0) return InteractionRefusals.MissingProfile(missing);
            if (SecondFactorRule.RefuseUnbound(settings.Mfa, user, await OrganizationDemandsFactorAsync(settings.Mfa, userId, ct)) is { } unbound) return unbound;

            var now = time.GetUtcNow();
            user.RecordSignIn(now.UtcDateTime);
            step.State = step.State with { SignInContext = steps.Context };
            step.Interaction.Result = new InteractionResult
            {
                Login = new LoginResult(userId, step.State.Amr ?? [], now.ToUnixTimeSeconds(), StateObject.Of(step.State)),
            }.ToStored();
            return endpoints.BaseUrl(db.TenantId) + step.Interaction.ResumePath;
        }, ct);

    private async Task<bool> OrganizationDemandsFactorAsync(MfaSettings settings, string userId, CancellationToken ct) =>
        settings.HeedsOrganizations && await db.OrganizationUsers.Where(member => member.UserId == userId)
            .Join(db.Organizations, member => member.OrganizationId, organization => organization.Id, (_, organization) => organization)
            .AnyAsync(organization => organization.IsMfaRequired, ct);
}
