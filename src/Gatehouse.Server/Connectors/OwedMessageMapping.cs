using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Connectors;

internal sealed class OwedMessageMapping : IEntityTypeConfiguration<OwedMessage>
{
    public void Configure(EntityTypeBuilder<OwedMessage> builder)
    {
        builder.ToTable("owed_messages").IsSilentInAudit();
        builder.HasKey(message => new { message.TenantId, message.Id });
        builder.Property(message => message.TenantId).HasMaxLength(21);
        builder.Property(message => message.Id).HasMaxLength(21);
        // What is due, of all tenants.
        builder.HasIndex(message => message.DueAt);
    }
}

internal static class OwedMessageSets
{
    extension(GatehouseDb db)
    {
        public DbSet<OwedMessage> OwedMessages => db.Set<OwedMessage>();
    }
}
