using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>The interaction that a browser is in, if it may go on with it (contract/oidc.md 8.1).</summary>
internal sealed class FindInteraction(GatehouseDb db, InteractionQueries queries, TimeProvider time)
{
    /// <summary>To look at.</summary>
    /// <param name="id">From the browser's cookie; null when it has none.</param>
    /// <param name="applicationId">The application that the request names; null when it names none, then any will do.</param>
    public async Task<Checked<Interaction>> ToReadAsync(string? id, string? applicationId, CancellationToken ct) => await JudgeAsync(
        id is null ? null : await queries.ToReadAsync(db, id, ct), applicationId, ct);

    /// <summary>To look at, and to be changed by steps that go on with it (<see cref="InteractionSteps.TakeTogetherAsync"/>).</summary>
    /// <inheritdoc cref="ToReadAsync"/>
    public async Task<Checked<Interaction>> ToGoOnAsync(string? id, string? applicationId, CancellationToken ct) => await JudgeAsync(
        id is null ? null : await queries.ToChangeAsync(db, id, ct), applicationId, ct);

    /// <summary>To change, inside a unit of work; a step before it in the same unit has loaded it already.</summary>
    public async Task<Checked<Interaction>> ToChangeAsync(string id, CancellationToken ct) =>
        await JudgeAsync(
        db.Interactions.Local.FindEntryUntyped([db.TenantId, id])?.Entity ?? await queries.ToChangeAsync(db, id, ct), applicationId: null, ct);

    /// <summary>What was gathered in it so far.</summary>
    public async Task<Checked<InteractionState>> StateAsync(string id, CancellationToken ct)
    {
        if (!(await ToReadAsync(id, applicationId: null, ct)).TryGet(out var interaction, out var refused)) return refused;
        return InteractionState.Of(interaction) is { } state ? state : InteractionRefusals.NotStarted;
    }

    private async Task<Checked<Interaction>> JudgeAsync(Interaction? found, string? applicationId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (found is not { } interaction || !interaction.IsLive(now) || (applicationId is not null && applicationId != interaction.ApplicationId)) return InteractionRefusals.NotFound;
        if (interaction.SessionId is not { } sessionId) return interaction;
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == sessionId, ct);
        return session is not null && session.IsLive(now) && session.UserId == interaction.UserId ? interaction : InteractionRefusals.NotFound;
    }
}
