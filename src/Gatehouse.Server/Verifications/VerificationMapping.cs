using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Verifications;

internal sealed class VerificationCodeMapping : IEntityTypeConfiguration<VerificationCode>
{
    public void Configure(EntityTypeBuilder<VerificationCode> builder)
    {
        builder.ToTable("verification_codes").IsSilentInAudit().HasRowVersion();
        builder.HasKey(code => new { code.TenantId, code.Key });
        builder.Property(code => code.TenantId).HasMaxLength(21);
        builder.Property(code => code.Key).HasMaxLength(43);
        builder.Property(code => code.Channel).HasMaxLength(16);
        builder.Property(code => code.Recipient).HasMaxLength(256);
        builder.Property(code => code.Digest).HasMaxLength(43);
        builder.Property(code => code.Salt).HasMaxLength(22);
        builder.HasIndex(code => new { code.TenantId, code.ExpiresAt });
    }
}

internal sealed class OneTimeTokenMapping : IEntityTypeConfiguration<OneTimeToken>
{
    public void Configure(EntityTypeBuilder<OneTimeToken> builder)
    {
        builder.ToTable("one_time_tokens").HasRowVersion();
        builder.HasKey(token => new { token.TenantId, token.Id });
        builder.Property(token => token.TenantId).HasMaxLength(21);
        builder.Property(token => token.Id).HasMaxLength(21);
        builder.Property(token => token.Email).HasMaxLength(128);
        builder.Property(token => token.Digest).HasMaxLength(43).IsSecret();
        builder.Property(token => token.Status).HasMaxLength(16);
        builder.Ignore(token => token.InteractionEvent);
        builder.HasIndex(token => new { token.TenantId, token.Digest }).IsUnique();
        builder.HasIndex(token => new { token.TenantId, token.CreatedAt, token.Id });
        builder.HasIndex(token => new { token.TenantId, token.Email, token.CreatedAt });
    }
}

internal sealed class SentinelActivityMapping : IEntityTypeConfiguration<SentinelActivity>
{
    public void Configure(EntityTypeBuilder<SentinelActivity> builder)
    {
        builder.ToTable("sentinel_activities").IsSilentInAudit();
        builder.HasKey(activity => new { activity.TenantId, activity.Id });
        builder.Property(activity => activity.TenantId).HasMaxLength(21);
        builder.Property(activity => activity.Id).HasMaxLength(21);
        builder.Property(activity => activity.TargetType).HasMaxLength(16);
        builder.Property(activity => activity.TargetHash).HasMaxLength(64);
        builder.Property(activity => activity.Pool).HasMaxLength(64);
        builder.HasIndex(activity => new { activity.TenantId, activity.TargetType, activity.TargetHash, activity.CreatedAt });
        builder.HasIndex(activity => new { activity.TenantId, activity.CreatedAt });
    }
}

internal static class VerificationSets
{
    extension(GatehouseDb db)
    {
        public DbSet<VerificationCode> VerificationCodes => db.Set<VerificationCode>();

        public DbSet<OneTimeToken> OneTimeTokens => db.Set<OneTimeToken>();

        public DbSet<SentinelActivity> SentinelActivities => db.Set<SentinelActivity>();
    }
}
