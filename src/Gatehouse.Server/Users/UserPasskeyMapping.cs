using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Users;

internal sealed class UserPasskeyMapping : IEntityTypeConfiguration<UserPasskey>
{
    public void Configure(EntityTypeBuilder<UserPasskey> builder)
    {
        builder.ToTable("user_passkeys").IsSilentInAudit();
        builder.HasKey(passkey => new { passkey.TenantId, passkey.CredentialDigest }).OrTaken("session.mfa.webauthn_verification_failed");
        builder.Property(passkey => passkey.TenantId).HasMaxLength(21);
        builder.Property(passkey => passkey.CredentialDigest).HasMaxLength(43);
        builder.Property(passkey => passkey.UserId).HasMaxLength(12);
        builder.Property(passkey => passkey.VerificationId).HasMaxLength(21);
        builder.HasIndex(passkey => new { passkey.TenantId, passkey.UserId });
        builder.HasOne<User>().WithMany().HasForeignKey(passkey => new { passkey.TenantId, passkey.UserId });
    }
}

internal static class UserPasskeySets
{
    extension(GatehouseDb db)
    {
        public DbSet<UserPasskey> UserPasskeys => db.Set<UserPasskey>();
    }
}
