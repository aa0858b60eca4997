using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.SavedViews;

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views").HasRowVersion();
        builder.HasKey(view => new { view.TenantId, view.Id });
        builder.Property(view => view.TenantId).HasMaxLength(21);
        builder.Property(view => view.Id).HasMaxLength(21);
        builder.Property(view => view.OwnerId).HasMaxLength(64);
        builder.Property(view => view.List).HasMaxLength(32);
        builder.Property(view => view.Name).HasMaxLength(128);
        builder.Property(view => view.Query).HasMaxLength(2048);
        builder.HasIndex(view => new { view.TenantId, view.OwnerId, view.List, view.Name }).IsUnique();
    }
}

internal static class SavedViewSets
{
    extension(GatehouseDb db)
    {
        public DbSet<SavedView> SavedViews => db.Set<SavedView>();
    }
}
