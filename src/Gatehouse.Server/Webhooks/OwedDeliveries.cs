using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>A delivery that a hook is owed, or that was given up.</summary>
/// <param name="Event">Its name; null when the event is not kept any more.</param>
internal sealed record OwedDelivery(
    string EventId, string? Event, string Subject, OutboxState State, int Attempts, DateTime OwedSince, DateTime DueAt, DateTime? FinishedAt, string? LastError);

/// <summary>Lists what a hook is owed, in the order of what happened.</summary>
internal sealed class OwedDeliveries(GatehouseDb db)
{
    /// <param name="state">Null = any.</param>
    public IQueryable<OwedDelivery> Of(string hookId, OutboxState? state) =>
        from row in db.Outbox.AsNoTracking()
        where row.TenantId == db.TenantId && row.HookId == hookId && (state == null || row.State == state)
        join told in db.Events on row.EventId equals told.Id into found
        from told in found.DefaultIfEmpty()
        orderby row.Sequence
        select new OwedDelivery(row.EventId, told == null ? null : told.Name, row.Subject, row.State, row.Attempts, row.OwedSince, row.DueAt, row.FinishedAt, row.LastError);
}
