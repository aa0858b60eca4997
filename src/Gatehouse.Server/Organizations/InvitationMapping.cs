using Gatehouse.Server.Data;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Organizations;

internal sealed class OrganizationInvitationMapping : IEntityTypeConfiguration<OrganizationInvitation>
{
    /// <summary>One address has one open invitation to an organization; what is over does not count.</summary>
    public const string OpenOnly = "status = 'Pending'";

    public void Configure(EntityTypeBuilder<OrganizationInvitation> builder)
    {
        builder.ToTable("organization_invitations").ReportsMissingRelationsAs(422).HasRowVersion();
        builder.HasKey(invitation => new { invitation.TenantId, invitation.Id });
        builder.Property(invitation => invitation.TenantId).HasMaxLength(21);
        builder.Property(invitation => invitation.Id).HasMaxLength(21);
        builder.Property(invitation => invitation.InviterId).HasMaxLength(12);
        builder.Property(invitation => invitation.Invitee).HasMaxLength(256);
        builder.Property(invitation => invitation.InviteeKey).HasMaxLength(512);
        builder.Property(invitation => invitation.AcceptedUserId).HasMaxLength(12);
        builder.Property(invitation => invitation.OrganizationId).HasMaxLength(21);
        builder.Property(invitation => invitation.Status).HasConversion<string>().HasMaxLength(32);
        builder.HasIndex(invitation => new { invitation.TenantId, invitation.Invitee, invitation.OrganizationId }).IsUnique().HasFilter(OpenOnly);
        builder.HasIndex(invitation => new { invitation.TenantId, invitation.InviteeKey });
        builder.HasIndex(invitation => new { invitation.TenantId, invitation.CreatedAt, invitation.Id });
        builder.HasOne<Organization>().WithMany().HasForeignKey(invitation => new { invitation.TenantId, invitation.OrganizationId });
        // With the user who invited or accepted the invitation goes too (contract 6).
        builder.HasOne<User>().WithMany().HasForeignKey(invitation => new { invitation.TenantId, invitation.InviterId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(invitation => new { invitation.TenantId, invitation.AcceptedUserId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class InvitationRoleMapping : IEntityTypeConfiguration<InvitationRole>
{
    public void Configure(EntityTypeBuilder<InvitationRole> builder)
    {
        builder.ToTable("organization_invitation_roles").ReportsMissingRelationsAs(422);
        builder.HasKey(role => new { role.TenantId, role.InvitationId, role.OrganizationRoleId });
        builder.Property(role => role.TenantId).HasMaxLength(21);
        builder.Property(role => role.InvitationId).HasMaxLength(21);
        builder.Property(role => role.OrganizationRoleId).HasMaxLength(21);
        builder.HasOne<OrganizationInvitation>().WithMany().HasForeignKey(role => new { role.TenantId, role.InvitationId });
        builder.HasOne<OrganizationRole>().WithMany().HasForeignKey(role => new { role.TenantId, role.OrganizationRoleId });
    }
}

internal static class InvitationSets
{
    extension(GatehouseDb db)
    {
        public DbSet<OrganizationInvitation> OrganizationInvitations => db.Set<OrganizationInvitation>();

        public DbSet<InvitationRole> InvitationRoles => db.Set<InvitationRole>();
    }
}
