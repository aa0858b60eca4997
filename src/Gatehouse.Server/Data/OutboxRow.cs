using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>
/// One webhook delivery that is owed: written in the transaction of the change that caused it, deleted when it was delivered, kept as
/// <see cref="OutboxState.Dead"/> for a while when its time ran out.
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

    /// <summary>Not before this moment. While a node has the row it is the end of the lease: if the node dies, another takes over then.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>The turn of a node that has the row; null while it waits.</summary>
    public string? LeasedBy { get; set; }

    public DateTime? FinishedAt { get; set; }
}

internal enum OutboxState
{
    Pending = 0,
    Dead = 1,
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
        builder.Property(row => row.LeasedBy).HasMaxLength(21);
        // Whether anything is due; what is due of one hook; what stands before a row.
        builder.HasIndex(row => new { row.State, row.DueAt });
        builder.HasIndex(row => new { row.State, row.TenantId, row.HookId, row.DueAt });
        builder.HasIndex(row => new { row.TenantId, row.HookId, row.Subject, row.State, row.Sequence });
    }
}
