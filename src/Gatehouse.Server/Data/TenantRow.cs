using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>A tenant: a world of users, applications and settings of its own.</summary>
internal sealed class TenantRow
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The origin that it answers at; null for the two tenants of an installation, whose addresses are settings.</summary>
    public string? Endpoint { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Grows with every change of the tenant's configuration; nodes compare it with the version of their snapshot.</summary>
    public long SnapshotVersion { get; set; }
}

internal sealed class TenantMapping : IEntityTypeConfiguration<TenantRow>
{
    public void Configure(EntityTypeBuilder<TenantRow> builder)
    {
        builder.ToTable("tenants");
        builder.HasKey(row => row.Id).OrTaken("tenant.id_in_use");
        builder.Property(row => row.Id).HasMaxLength(21);
        builder.Property(row => row.Name).HasMaxLength(128);
        builder.Property(row => row.Endpoint).HasMaxLength(256);
        builder.HasIndex(row => row.Endpoint).IsUniqueOr("tenant.endpoint_in_use");
    }
}
