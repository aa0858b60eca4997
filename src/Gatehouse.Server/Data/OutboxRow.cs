using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>
/// One webhook delivery that is owed: written in the transaction of the change that caused it, removed from the queue only by a
/// success or by running out of time.
/// </summary>
internal sealed class OutboxRow
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>Order of arrival; deliveries to one hook for one <see cref="Subject"/> go out in this order.</summary>
    public required long Sequence { get; init; }

    public required string HookId { get; init; }

    public required string Event { get; init; }

    /// <summary>What the event is about, a user id mostly.</summary>
    public required string Subject { get; init; }

    /// <summary>The body without its last member <c>hookId</c>, as it was at the time of the event.</summary>
    public required JsonText Payload { get; init; }

    public required DateTime CreatedAt { get; init; }

    public OutboxState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not before this moment.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>A node has the row until then; if it dies, another takes over.</summary>
    public DateTime? LeasedUntil { get; set; }

    public string? LeasedBy { get; set; }

    public DateTime? FinishedAt { get; set; }
}

internal enum OutboxState
{
    Pending = 0,
    Delivered = 1,
    Dead = 2,
}

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox").IsSilentInAudit().IsSeenAcrossTenants();
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.TenantId).HasMaxLength(21);
        builder.Property(row => row.Id).HasMaxLength(21);
        builder.Property(row => row.HookId).HasMaxLength(21);
        builder.Property(row => row.Event).HasMaxLength(64);
        builder.Property(row => row.Subject).HasMaxLength(128);
        builder.Property(row => row.LeasedBy).HasMaxLength(32);
        builder.HasIndex(row => new { row.TenantId, row.State, row.DueAt });
        builder.HasIndex(row => new { row.TenantId, row.HookId, row.Subject, row.State, row.Sequence });
    }
}
