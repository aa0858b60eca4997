using Gatehouse.Server.Data;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Interactions;

internal sealed class AccountVerificationMapping : IEntityTypeConfiguration<AccountVerification>
{
    public void Configure(EntityTypeBuilder<AccountVerification> builder)
    {
        builder.ToTable("account_verifications").IsSilentInAudit().HasRowVersion();
        builder.HasKey(verification => new { verification.TenantId, verification.Id });
        builder.Property(verification => verification.TenantId).HasMaxLength(21);
        builder.Property(verification => verification.Id).HasMaxLength(21);
        builder.Property(verification => verification.UserId).HasMaxLength(12);
        builder.Ignore(verification => verification.Record);
        builder.HasIndex(verification => new { verification.TenantId, verification.UserId });
        builder.HasIndex(verification => new { verification.TenantId, verification.ExpiresAt });
        builder.HasOne<User>().WithMany().HasForeignKey(verification => new { verification.TenantId, verification.UserId });
    }
}

internal static class AccountVerificationSets
{
    extension(GatehouseDb db)
    {
        public DbSet<AccountVerification> AccountVerifications => db.Set<AccountVerification>();
    }
}
