using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Gathers what the rules about second factors judge by (contract/experience-api.md 8.2, 8.4).</summary>
internal sealed class JudgeSecondFactor(GatehouseDb db, Snapshots snapshots)
{
    /// <summary>403 <c>session.mfa.require_mfa_verification</c>; null where nothing has to be shown, or was.</summary>
    public async Task<Refusal?> RefuseUnverifiedAsync(InteractionState state, User user, CancellationToken ct) =>
        SecondFactorRule.RefuseUnverified(await SituationOfAsync(state, user, ct));

    public async Task<SecondFactorSituation> SituationOfAsync(InteractionState state, User user, CancellationToken ct)
    {
        var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
        return new SecondFactorSituation(settings.Mfa, user, state, settings.MfaIsAdaptive ? true : null, await OrganizationDemandsAsync(settings.Mfa, user.Id, ct));
    }

    /// <summary>Whether an organization of the user asks for a second factor, in a tenant that heeds it.</summary>
    public async Task<bool> OrganizationDemandsAsync(MfaSettings settings, string userId, CancellationToken ct) =>
        settings.HeedsOrganizations && await db.OrganizationUsers.Where(member => member.UserId == userId)
            .Join(db.Organizations, member => member.OrganizationId, organization => organization.Id, (_, organization) => organization)
            .AnyAsync(organization => organization.IsMfaRequired, ct);
}
