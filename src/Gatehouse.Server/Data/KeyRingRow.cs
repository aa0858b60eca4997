using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>One key of the data-protection key ring, encrypted under the installation's secret key.</summary>
internal sealed class KeyRingRow
{
    public required string Id { get; init; }

    public required string Xml { get; init; }
}

internal sealed class KeyRingMapping : IEntityTypeConfiguration<KeyRingRow>
{
    public const string Table = "key_ring";

    public void Configure(EntityTypeBuilder<KeyRingRow> builder)
    {
        builder.ToTable(Table).IsSilentInAudit();
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(128);
        builder.Property(row => row.Xml).IsSecret();
    }
}
