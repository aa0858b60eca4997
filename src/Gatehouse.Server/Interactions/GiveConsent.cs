using Gatehouse.Protocol.Authorization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>The user agrees to what an application asks for, or the server does so for a first-party application (contract/oidc.md 8.3, 20).</summary>
internal sealed class GiveConsent(
    GatehouseDb db, UnitOfWork work, FindConsent find, ApplicationAccess access, TenantEndpoints endpoints, TimeProvider time)
{
    /// <summary>Answers the interaction. Repeating it is harmless.</summary>
    /// <param name="sessionValue">Of the browser's session cookie.</param>
    /// <param name="organizationIds">Organizations that a third-party application may act in from now on.</param>
    /// <returns>Where the browser goes on.</returns>
    public Task<Checked<string>> ExecuteAsync(string interactionId, string? sessionValue, IReadOnlyList<string> organizationIds, CancellationToken ct) =>
        work.WriteAsync<string>("Interaction.Consent", interactionId, async () =>
        {
            if (!(await find.ExecuteAsync(interactionId, sessionValue, ct)).TryGet(out var asked, out var refused)) return refused;
            var (interaction, turn) = (asked.Interaction, asked.Turn);
            var (session, owned) = (turn.Session!, turn.Owned!);
            if (!await access.IsAllowedAsync(turn.Application, session.UserId, owned, ct)) return new Refusal("oidc.access_denied");
            if (organizationIds.Any(id => !owned.IsMemberOf(id))) return new Refusal("organization.require_membership", 422);

            var consented = await ConsentAsync(interaction.ApplicationId, session.UserId, organizationIds, ct);
            var grant = await GrantOfAsync(interaction, session.UserId, ct);
            Fill(grant, turn.Grantable, indicator => MayGive(turn.Request, owned, consented, indicator));
            interaction.Result = new InteractionResult { Consent = new ConsentResult(grant.Id) }.ToStored();
            session.Enter(interaction.ApplicationId, Identifier.Long()).GrantId = grant.Id;
            return endpoints.BaseUrl(db.TenantId) + interaction.ResumePath;
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
