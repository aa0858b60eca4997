using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Audit;

internal sealed class AuditSealMapping : IEntityTypeConfiguration<AuditSeal>
{
    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.ToTable("audit_seals").IsSilentInAudit();
        builder.HasKey(seal => new { seal.TenantId, seal.Number });
        builder.Property(seal => seal.TenantId).HasMaxLength(21);
        builder.Property(seal => seal.Number).ValueGeneratedNever();
        builder.Property(seal => seal.LastId).HasMaxLength(21);
        builder.Property(seal => seal.RowsDigest).HasMaxLength(43);
        builder.Property(seal => seal.Digest).HasMaxLength(43);
    }
}

internal sealed class DailySignInsMapping : IEntityTypeConfiguration<DailySignIns>
{
    public void Configure(EntityTypeBuilder<DailySignIns> builder)
    {
        builder.ToTable("daily_sign_ins").IsSilentInAudit();
        builder.HasKey(day => new { day.TenantId, day.Date });
        builder.Property(day => day.TenantId).HasMaxLength(21);
    }
}

internal static class AuditSets
{
    extension(GatehouseDb db)
    {
        public DbSet<AuditSeal> AuditSeals => db.Set<AuditSeal>();

        public DbSet<DailySignIns> DailySignIns => db.Set<DailySignIns>();
    }
}
