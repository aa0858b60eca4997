using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Tenants;

internal sealed class TenantSettingMapping : IEntityTypeConfiguration<TenantSetting>
{
    public void Configure(EntityTypeBuilder<TenantSetting> builder)
    {
        builder.ToTable("tenant_settings").IsConfiguration();
        builder.HasKey(setting => new { setting.TenantId, setting.Key });
        builder.Property(setting => setting.TenantId).HasMaxLength(21);
        builder.Property(setting => setting.Key).HasMaxLength(128);
        builder.HasOne<TenantRow>().WithMany().HasForeignKey(setting => setting.TenantId);
    }
}

internal static class TenantSets
{
    extension(GatehouseDb db)
    {
        public DbSet<TenantRow> Tenants => db.Set<TenantRow>();

        public DbSet<TenantSetting> TenantSettings => db.Set<TenantSetting>();

        public DbSet<TenantScript> TenantScripts => db.Set<TenantScript>();
    }
}
