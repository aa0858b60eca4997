using Gatehouse.Server.Data;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Invitations;

internal sealed class UserInvitationMapping : IEntityTypeConfiguration<UserInvitation>
{
    public void Configure(EntityTypeBuilder<UserInvitation> builder)
    {
        builder.ToTable("user_invitations").HasRowVersion();
        builder.HasKey(invitation => new { invitation.TenantId, invitation.UserId });
        builder.Property(invitation => invitation.TenantId).HasMaxLength(21);
        builder.Property(invitation => invitation.UserId).HasMaxLength(12);
        builder.Property(invitation => invitation.Digest).HasMaxLength(43).IsSecret();
        builder.Property(invitation => invitation.Channel).HasConversion<string>().HasMaxLength(16);
        builder.Property(invitation => invitation.Recipient).HasMaxLength(256);
        builder.Property(invitation => invitation.ApplicationId).HasMaxLength(21);
        builder.Property(invitation => invitation.RedirectUri).HasMaxLength(2048);
        builder.Property(invitation => invitation.Status).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(invitation => new { invitation.TenantId, invitation.Digest }).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(invitation => new { invitation.TenantId, invitation.UserId });
    }
}

internal static class UserInvitationSets
{
    extension(GatehouseDb db)
    {
        public DbSet<UserInvitation> UserInvitations => db.Set<UserInvitation>();
    }
}
