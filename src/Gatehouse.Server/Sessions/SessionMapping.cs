using Gatehouse.Server.Data;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Sessions;

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions").IsSilentInAudit().HasRowVersion();
        builder.HasKey(session => new { session.TenantId, session.Id });
        builder.Property(session => session.TenantId).HasMaxLength(21);
        builder.Property(session => session.Id).HasMaxLength(21);
        builder.Property(session => session.Digest).HasMaxLength(43);
        builder.Property(session => session.UserId).HasMaxLength(12);
        builder.Property(session => session.Acr).HasMaxLength(128);
        builder.Property(session => session.LastApplicationId).HasMaxLength(21);
        builder.Ignore(session => session.Factors);
        builder.Ignore(session => session.Jti);
        builder.HasIndex(session => new { session.TenantId, session.Digest }).IsUnique();
        builder.HasIndex(session => new { session.TenantId, session.UserId });
        builder.HasIndex(session => new { session.TenantId, session.ExpiresAt });
        builder.HasOne<User>().WithMany().HasForeignKey(session => new { session.TenantId, session.UserId });
        builder.HasMany(session => session.Applications).WithOne().HasForeignKey(entry => new { entry.TenantId, entry.SessionId });
    }
}

internal sealed class SessionApplicationMapping : IEntityTypeConfiguration<SessionApplication>
{
    public void Configure(EntityTypeBuilder<SessionApplication> builder)
    {
        builder.ToTable("session_applications").IsSilentInAudit();
        builder.HasKey(entry => new { entry.TenantId, entry.SessionId, entry.ApplicationId });
        builder.Property(entry => entry.TenantId).HasMaxLength(21);
        builder.Property(entry => entry.SessionId).HasMaxLength(21);
        builder.Property(entry => entry.ApplicationId).HasMaxLength(21);
        builder.Property(entry => entry.Sid).HasMaxLength(21);
        builder.Property(entry => entry.GrantId).HasMaxLength(21);
    }
}

internal static class SessionSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Session> Sessions => db.Set<Session>();
    }
}
