using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>An interaction that waits for consent, and all that is known of the request behind it.</summary>
internal sealed record AskedConsent(Interaction Interaction, AuthorizationTurn Turn);

/// <summary>Finds what a browser is asked to consent to: the interaction must be of the session that the browser is in (contract/experience-api.md 15).</summary>
internal sealed class FindConsent(GatehouseDb db, FindInteraction find, LoginToSession login, UserPermissions permissions, Snapshots snapshots)
{
    /// <param name="sessionValue">Of the browser's session cookie.</param>
    public async Task<Checked<AskedConsent>> ExecuteAsync(string interactionId, string? sessionValue, CancellationToken ct)
    {
        if (!(await find.ToChangeAsync(interactionId, ct)).TryGet(out var interaction, out var refused)) return refused;
        var session = await login.FindAsync(sessionValue, ct);
        if (session is null || interaction.Prompt != Interaction.Consent || interaction.SessionId != session.Id) return InteractionRefusals.NotSignedIn;
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        if (InteractionRequest.Of(interaction, snapshot) is not { } request) return InteractionRefusals.NotFound;
        var grant = interaction.GrantId is null ? null : await db.Grants.SingleOrDefaultAsync(row => row.Id == interaction.GrantId, ct);
        return new AskedConsent(interaction, new AuthorizationTurn
        {
            Request = request,
            Application = snapshot.FindClient(interaction.ApplicationId)!,
            Session = session,
            Owned = await permissions.OfAsync(session.UserId, ct),
            Grant = grant,
            From = interaction,
        });
    }
}
