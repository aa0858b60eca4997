using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>
/// One webhook delivery of an event that is owed: written in the transaction of the change that caused it, deleted when it was delivered,
/// kept as <see cref="OutboxState.Dead"/> as long as its event when its time ran out.
/// </summary>
internal sealed class OutboxRow
{
    public required string TenantId { get; init; }

    public required string HookId { get; init; }

    public required string EventId { get; init; }

    /// <summary>The event's; deliveries to one hook for one <see cref="Subject"/> go out in this order.</summary>
    public required long Sequence { get; init; }

    /// <summary>The event's.</summary>
    public required string Subject { get; init; }

    /// <summary>From when on the delivery is owed, which says when it is given up: the moment of the event, or of the wish to have it again.</summary>
    public required DateTime OwedSince { get; set; }

    public OutboxState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not before this moment. While a node has the row it is the end of the lease: if the node dies, another takes over then.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>The turn of a node that has the row; null while it waits.</summary>
    public string? LeasedBy { get; set; }

    public DateTime? FinishedAt { get; set; }

    /// <summary>Why the last attempt failed, without secrets.</summary>
    public string? LastError { get; set; }
}

internal enum OutboxState
{
    Pending = 0,
    Dead = 1,
}

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxRow>
{
    public const int LongestError = 256;

    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox").IsSilentInAudit().IsSeenAcrossTenants();
        builder.HasKey(row => new { row.TenantId, row.HookId, row.EventId });
        builder.Property(row => row.TenantId).HasMaxLength(21);
        builder.Property(row => row.HookId).HasMaxLength(21);
        builder.Property(row => row.EventId).HasMaxLength(21);
        builder.Property(row => row.Subject).HasMaxLength(128);
        builder.Property(row => row.LeasedBy).HasMaxLength(21);
        builder.Property(row => row.LastError).HasMaxLength(LongestError);
        // Whether anything is due; what is due of one hook; what stands before a row. All begin with the state, so that a row that is asked for by
        // its key is found by nothing but the key: PostgreSQL, whose statistics of a queue are always old, takes any index that it may for as good.
        builder.HasIndex(row => new { row.State, row.DueAt });
        builder.HasIndex(row => new { row.State, row.TenantId, row.HookId, row.DueAt });
        builder.HasIndex(row => new { row.State, row.TenantId, row.HookId, row.Subject, row.Sequence });
    }
}
