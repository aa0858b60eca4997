using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>The interaction that a browser is in, if it may go on with it (contract/oidc.md 8.1).</summary>
internal sealed class FindInteraction(GatehouseDb db, TimeProvider time)
{
    /// <summary>To look at.</summary>
    /// <param name="id">From the browser's cookie; null when it has none.</param>
    /// <param name="applicationId">The application that the request names; null when it names none, then any will do.</param>
    public Task<Checked<Interaction>> ToReadAsync(string? id, string? applicationId, CancellationToken ct) =>
        FindAsync(db.Interactions.AsNoTracking(), id, applicationId, ct);

    /// <summary>To change, inside a unit of work.</summary>
    public Task<Checked<Interaction>> ToChangeAsync(string id, CancellationToken ct) => FindAsync(db.Interactions, id, applicationId: null, ct);

    /// <summary>What was gathered in it so far.</summary>
    public async Task<Checked<InteractionState>> StateAsync(string id, CancellationToken ct)
    {
        if (!(await ToReadAsync(id, applicationId: null, ct)).TryGet(out var interaction, out var refused)) return refused;
        return InteractionState.Of(interaction) is { } state ? state : InteractionRefusals.NotStarted;
    }

    private async Task<Checked<Interaction>> FindAsync(IQueryable<Interaction> interactions, string? id, string? applicationId, CancellationToken ct)
    {
        if (id is null || await interactions.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } interaction) return InteractionRefusals.NotFound;
        var now = time.GetUtcNow();
        if (!interaction.IsLive(now) || (applicationId is not null && applicationId != interaction.ApplicationId)) return InteractionRefusals.NotFound;
        if (interaction.SessionId is not { } sessionId) return interaction;
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == sessionId, ct);
        return session is not null && session.IsLive(now) && session.UserId == interaction.UserId ? interaction : InteractionRefusals.NotFound;
    }
}
