using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Interactions;

internal sealed class InteractionMapping : IEntityTypeConfiguration<Interaction>
{
    public void Configure(EntityTypeBuilder<Interaction> builder)
    {
        builder.ToTable("interactions").IsSilentInAudit().HasRowVersion();
        builder.HasKey(interaction => new { interaction.TenantId, interaction.Id });
        builder.Property(interaction => interaction.TenantId).HasMaxLength(21);
        builder.Property(interaction => interaction.Id).HasMaxLength(21);
        builder.Property(interaction => interaction.ApplicationId).HasMaxLength(21);
        builder.Property(interaction => interaction.Prompt).HasMaxLength(16);
        builder.Property(interaction => interaction.SessionId).HasMaxLength(21);
        builder.Property(interaction => interaction.UserId).HasMaxLength(12);
        builder.Property(interaction => interaction.GrantId).HasMaxLength(21);
        builder.Property(interaction => interaction.PushedDigest).HasMaxLength(43);
        builder.Property(interaction => interaction.DeviceDigest).HasMaxLength(43);
        builder.Ignore(interaction => interaction.ResumePath);
        builder.HasIndex(interaction => new { interaction.TenantId, interaction.ExpiresAt });
    }
}

internal static class InteractionSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Interaction> Interactions => db.Set<Interaction>();
    }
}
