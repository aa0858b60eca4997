using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Tenants;

internal sealed class TenantScriptMapping : IEntityTypeConfiguration<TenantScript>
{
    public void Configure(EntityTypeBuilder<TenantScript> builder)
    {
        builder.ToTable("tenant_scripts").HasRowVersion();
        builder.HasKey(script => new { script.TenantId, script.Key });
        builder.Property(script => script.TenantId).HasMaxLength(21);
        builder.Property(script => script.Key).HasMaxLength(128);
        builder.HasOne<TenantRow>().WithMany().HasForeignKey(script => script.TenantId);
    }
}
