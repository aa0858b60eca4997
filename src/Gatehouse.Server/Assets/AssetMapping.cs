using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Assets;

internal sealed class AssetMapping : IEntityTypeConfiguration<Asset>
{
    public void Configure(EntityTypeBuilder<Asset> builder)
    {
        builder.ToTable("assets");
        builder.HasKey(asset => new { asset.TenantId, asset.Id });
        builder.Property(asset => asset.TenantId).HasMaxLength(21);
        builder.Property(asset => asset.Id).HasMaxLength(21);
        builder.Property(asset => asset.FileName).HasMaxLength(100);
        builder.Property(asset => asset.ContentType).HasMaxLength(64);
        builder.Property(asset => asset.CreatorId).HasMaxLength(128);
        // Far too long for an audit entry.
        builder.Property(asset => asset.Content).IsSecret();
    }
}

internal static class AssetSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Asset> Assets => db.Set<Asset>();
    }
}
