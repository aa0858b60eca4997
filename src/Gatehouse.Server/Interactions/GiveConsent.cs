using Gatehouse.Protocol.Authorization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>The user agrees to what an application asks for, or the server does so for a first-party application (contract/oidc.md 8.3, 20).</summary>
internal sealed class GiveConsent(GatehouseDb db, UnitOfWork work, UserPermissions permissions, ApplicationAccess access, Snapshots snapshots, TimeProvider time)
{
    /// <summary>Answers the interaction. Repeating it is harmless.</summary>
    /// <param name="interactionId">One that waits for consent, of the session's user.</param>
    /// <param name="organizationIds">Organizations that a third-party application may act in from now on.</param>
    public Task<Checked<Interaction>> ExecuteAsync(string interactionId, Session session, IReadOnlyList<string> organizationIds, CancellationToken ct) =>
        work.WriteAsync<Interaction>("Interaction.Consent", session.UserId, async () =>
        {
            var interaction = await db.Interactions.SingleOrDefaultAsync(row => row.Id == interactionId, ct);
            if (interaction is null || !interaction.IsLive(time.GetUtcNow())) return InteractionRefusals.NotFound;
            var snapshot = await snapshots.GetAsync(db.TenantId, ct);
            if (InteractionRequest.Of(interaction, snapshot) is not { } request) return InteractionRefusals.NotFound;
            var application = snapshot.FindClient(interaction.ApplicationId)!;
            var owned = await permissions.OfAsync(session.UserId, ct);
            if (!await access.IsAllowedAsync(application, session.UserId, owned, ct)) return new Refusal("oidc.access_denied");
            if (organizationIds.Any(id => !owned.IsMemberOf(id))) return new Refusal("organization.require_membership", 422);

            var consented = await ConsentAsync(interaction.ApplicationId, session.UserId, organizationIds, ct);
            var grant = await GrantOfAsync(interaction, session.UserId, ct);
            var turn = new AuthorizationTurn { Request = request, Application = application, Session = session, Owned = owned };
            Fill(grant, turn.Grantable, indicator => MayGive(request, owned, consented, indicator));
            interaction.Result = new InteractionResult { Consent = new ConsentResult(grant.Id) }.ToStored();
            var entry = await db.Set<SessionApplication>().SingleOrDefaultAsync(row => row.SessionId == session.Id && row.ApplicationId == interaction.ApplicationId, ct);
            if (entry is not null) entry.GrantId = grant.Id;
            else db.Add(new SessionApplication { TenantId = db.TenantId, SessionId = session.Id, ApplicationId = interaction.ApplicationId, Sid = Identifier.Long(), GrantId = grant.Id });
            return interaction;
        }, ct);

    /// <summary>
    /// What of a resource can be given. A third party gets no permission that the user has only in organizations that it was not let
    /// into; what is held back is recorded as refused.
    /// </summary>
    private static IReadOnlySet<string> MayGive(AuthorizationRequest request, OwnedPermissions owned, IReadOnlyList<string> consented, string indicator) =>
        !request.Client.IsThirdParty ? owned.ScopesOf(indicator) : owned.ScopesIn(consented, indicator);

    private static void Fill(Grant grant, GrantableScopes asked, Func<string, IReadOnlySet<string>> mayGive)
    {
        var given = asked.Resources.Select(resource => KeyValuePair.Create(resource.Key, resource.Value.Where(mayGive(resource.Key).Contains))).ToList();
        var held = asked.Resources.Select(resource => KeyValuePair.Create(resource.Key, resource.Value.Where(scope => !mayGive(resource.Key).Contains(scope))))
            .Where(resource => resource.Value.Count > 0);
        grant.Add(asked.Oidc, ScopesByResource.Of(given), ScopesByResource.Of(held));
    }

    private async Task<IReadOnlyList<string>> ConsentAsync(string applicationId, string userId, IReadOnlyList<string> organizationIds, CancellationToken ct)
    {
        var known = await db.ConsentedOrganizations.Where(row => row.ApplicationId == applicationId && row.UserId == userId).Select(row => row.OrganizationId).ToListAsync(ct);
        var added = organizationIds.Distinct().Except(known).ToList();
        db.ConsentedOrganizations.AddRange(added.Select(id => new ConsentedOrganization
        {
            TenantId = db.TenantId, ApplicationId = applicationId, UserId = userId, OrganizationId = id,
        }));
        return [.. known, .. added];
    }

    /// <summary>The application's grant in this session, or a new one.</summary>
    private async Task<Grant> GrantOfAsync(Interaction interaction, string userId, CancellationToken ct)
    {
        var known = InteractionResult.Of(interaction)?.Consent?.GrantId ?? interaction.GrantId;
        var grant = known is null ? null : await db.Grants.SingleOrDefaultAsync(row => row.Id == known && row.UserId == userId, ct);
        var now = time.GetUtcNow();
        if (grant?.IsLive(now) == true) return grant;
        grant = new Grant
        {
            TenantId = db.TenantId,
            Id = Identifier.Long(),
            UserId = userId,
            ApplicationId = interaction.ApplicationId,
            CreatedAt = now.UtcDateTime,
            ExpiresAt = now.UtcDateTime + Grant.Lifetime,
        };
        db.Grants.Add(grant);
        return grant;
    }
}
