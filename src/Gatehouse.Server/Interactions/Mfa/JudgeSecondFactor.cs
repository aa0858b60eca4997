using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Gathers what the rules about second factors judge by (contract/experience-api.md 8.2, 8.4).</summary>
internal sealed class JudgeSecondFactor(GatehouseDb db, Snapshots snapshots, TimeProvider time)
{
    /// <summary>403 <c>session.mfa.require_mfa_verification</c>; null where nothing has to be shown, or was.</summary>
    public async Task<Refusal?> RefuseUnverifiedAsync(InteractionState state, User user, CancellationToken ct) =>
        SecondFactorRule.RefuseUnverified(await SituationOfAsync(state, user, ct));

    public async Task<SecondFactorSituation> SituationOfAsync(InteractionState state, User user, CancellationToken ct)
    {
        var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
        var triggered = settings.MfaIsAdaptive ? await TriggeredAsync(state, user, ct) : null;
        return new SecondFactorSituation(settings.Mfa, user, state, triggered, await OrganizationDemandsAsync(settings.Mfa, user.Id, ct));
    }

    /// <summary>Whether an organization of the user asks for a second factor, in a tenant that heeds it.</summary>
    public async Task<bool> OrganizationDemandsAsync(MfaSettings settings, string userId, CancellationToken ct) =>
        settings.HeedsOrganizations && await db.OrganizationUsers.Where(member => member.UserId == userId)
            .Join(db.Organizations, member => member.OrganizationId, organization => organization.Id, (_, organization) => organization)
            .AnyAsync(organization => organization.IsMfaRequired, ct);

    /// <summary>A user whom a registration made is compared with nobody.</summary>
    private async Task<IReadOnlyList<TriggeredRule>> TriggeredAsync(InteractionState state, User user, CancellationToken ct)
    {
        if (state.IsUserNew) return [];
        var now = time.GetUtcNow().UtcDateTime;
        var since = now - UserLocation.Remembered;
        var locations = await db.UserLocations.AsNoTracking().Where(location => location.UserId == user.Id && location.SeenAt > since).ToListAsync(ct);
        return RiskRules.Judge(state.SignInContext, new SignInHistory(user.LastSignInAt, user.CreatedAt, locations), now);
    }
}
