using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Keys;

internal sealed class SigningKeyMapping : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("signing_keys").IsConfiguration();
        builder.HasKey(key => new { key.TenantId, key.Id });
        builder.Property(key => key.TenantId).HasMaxLength(21);
        builder.Property(key => key.Id).HasMaxLength(21);
        builder.Property(key => key.Algorithm).HasMaxLength(16);
        builder.Property(key => key.Status).HasConversion<string>().HasMaxLength(16);
        // At most one key of each status; a race between two rotations ends here.
        builder.HasIndex(key => new { key.TenantId, key.Status }).IsUnique();
    }
}

internal sealed class CookieKeyMapping : IEntityTypeConfiguration<CookieKey>
{
    public void Configure(EntityTypeBuilder<CookieKey> builder)
    {
        builder.ToTable("cookie_keys").IsConfiguration();
        builder.HasKey(key => new { key.TenantId, key.Id });
        builder.Property(key => key.TenantId).HasMaxLength(21);
        builder.Property(key => key.Id).HasMaxLength(21);
    }
}

internal static class KeySets
{
    extension(GatehouseDb db)
    {
        public DbSet<SigningKey> SigningKeys => db.Set<SigningKey>();

        public DbSet<CookieKey> CookieKeys => db.Set<CookieKey>();
    }
}
