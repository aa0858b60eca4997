using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>
/// Something that happened, written in the transaction of the change that caused it and kept for a while: webhooks are owed it, the feed
/// tells it, and it can be delivered again.
/// </summary>
internal sealed class EventRow
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>Order of arrival, as far as it can be told before the commit (<see cref="EventOrder"/>).</summary>
    public required long Sequence { get; init; }

    /// <summary>For example <c>User.Created</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the event is about, a user id mostly.</summary>
    public required string Subject { get; init; }

    /// <summary>The body of a delivery without its last member <c>hookId</c>, as it was at the time of the event.</summary>
    public required JsonText Payload { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The place in the feed, from 1 without gaps; null until somebody reads the feed that far.</summary>
    public long? Position { get; init; }
}

/// <summary>How far the feed of a tenant was numbered, and how far it was forgotten.</summary>
internal sealed class EventFeedRow
{
    public required string TenantId { get; init; }

    public long LastPosition { get; set; }

    public long ForgottenPosition { get; set; }
}

internal sealed class EventMapping : IEntityTypeConfiguration<EventRow>
{
    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        builder.ToTable("events").IsSilentInAudit();
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.TenantId).HasMaxLength(21);
        builder.Property(row => row.Id).HasMaxLength(21);
        builder.Property(row => row.Name).HasMaxLength(64);
        builder.Property(row => row.Subject).HasMaxLength(128);
        // What the feed shows; what it has yet to number.
        builder.HasIndex(row => new { row.TenantId, row.Position }).IsUnique().HasFilter("position IS NOT NULL");
        builder.HasIndex(row => new { row.TenantId, row.Sequence }).HasFilter("position IS NULL");
    }
}

internal sealed class EventFeedMapping : IEntityTypeConfiguration<EventFeedRow>
{
    public void Configure(EntityTypeBuilder<EventFeedRow> builder)
    {
        builder.ToTable("event_feeds").IsSilentInAudit();
        builder.HasKey(row => row.TenantId);
        builder.Property(row => row.TenantId).HasMaxLength(21);
    }
}
