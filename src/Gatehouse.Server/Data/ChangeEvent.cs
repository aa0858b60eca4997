using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Gatehouse.Server.Data;

/// <summary>Something that happened to a subject, as webhooks learn of it (names: contract/management-webhooks.md 4).</summary>
/// <param name="Name">For example <c>User.Created</c>.</param>
/// <param name="Subject">What it happened to; events of one subject keep their order.</param>
/// <param name="Data">The payload's <c>data</c>; null = the member is absent.</param>
internal sealed record ChangeEvent(string Name, string Subject, JsonText? Data)
{
    /// <summary>Members that only this event has; they stand between the request's facts and <c>data</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonText>> Extras { get; init; } = [];

    /// <summary>The thing is gone: <c>data</c> is how it was, and stands before the request's facts.</summary>
    public bool IsFarewell { get; init; }

    /// <summary>An interaction came to its end: <c>data</c> is the user (contract/management-webhooks.md 6.1).</summary>
    public bool IsEndOfInteraction { get; init; }

    /// <summary>It happened beside what was asked for: <c>ip</c> before <c>userAgent</c>, then the extras alone (<c>Grant.LimitExceeded</c> of 6.4).</summary>
    public bool IsByTheWay { get; init; }

    /// <summary>Webhooks don't learn through which request it happened.</summary>
    public bool HidesRequest { get; init; }
}

/// <summary>An event with the deliveries that are owed of it.</summary>
internal sealed record RoutedEvent(EventRow Event, IReadOnlyList<OutboxRow> Deliveries);

/// <summary>Makes the rows of an event: its own, and one for each webhook that asks for it. Null: nobody will ever ask. Given by the Webhooks folder.</summary>
internal delegate ValueTask<RoutedEvent?> OutboxRouter(string tenantId, ChangeEvent change, ChangeOrigin origin, DateTime now, long sequence, CancellationToken ct);

/// <summary>The event that every change with this audit key is, whoever makes it; null for none. Given by the Webhooks folder.</summary>
internal delegate ChangeEvent? ChangeTeller(string auditKey, string subject, IReadOnlyList<EntityEntry> changed);
