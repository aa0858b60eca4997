using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Domains;

internal sealed class DomainMapping : IEntityTypeConfiguration<Domain>
{
    public void Configure(EntityTypeBuilder<Domain> builder)
    {
        builder.ToTable("domains").HasRowVersion();
        builder.HasKey(domain => new { domain.TenantId, domain.Id });
        builder.Property(domain => domain.TenantId).HasMaxLength(21);
        builder.Property(domain => domain.Id).HasMaxLength(21);
        builder.Property(domain => domain.Name).HasMaxLength(256);
        builder.Property(domain => domain.Status).HasConversion<string>().HasMaxLength(32);
        builder.Property(domain => domain.ErrorMessage).HasMaxLength(1024);
        builder.HasIndex(domain => new { domain.TenantId, domain.Name }).IsUniqueOr("domain.domain_in_use");
        builder.HasIndex(domain => new { domain.TenantId, domain.CreatedAt, domain.Id });
    }
}

internal static class DomainSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Domain> Domains => db.Set<Domain>();
    }
}
