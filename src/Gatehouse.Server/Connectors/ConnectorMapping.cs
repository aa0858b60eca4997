using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Connectors;

internal sealed class ConnectorMapping : IEntityTypeConfiguration<Connector>
{
    public void Configure(EntityTypeBuilder<Connector> builder)
    {
        builder.ToTable("connectors").IsConfiguration().HasRowVersion();
        builder.HasKey(connector => new { connector.TenantId, connector.Id });
        builder.Property(connector => connector.TenantId).HasMaxLength(21);
        builder.Property(connector => connector.Id).HasMaxLength(128);
        builder.Property(connector => connector.FactoryId).HasMaxLength(128);
        builder.Property(connector => connector.Slot).HasMaxLength(256);
        builder.HasIndex(connector => new { connector.TenantId, connector.Slot }).IsUniqueOr("connector.multiple_target_with_same_platform");
    }
}

internal sealed class MessageCountMapping : IEntityTypeConfiguration<MessageCount>
{
    public void Configure(EntityTypeBuilder<MessageCount> builder)
    {
        builder.ToTable("message_counts");
        builder.HasKey(count => new { count.TenantId, count.Digest });
        builder.Property(count => count.TenantId).HasMaxLength(21);
        builder.Property(count => count.Digest).HasMaxLength(43);
        builder.HasIndex(count => new { count.TenantId, count.WindowEndsAt });
    }
}

internal sealed class MailboxMessageMapping : IEntityTypeConfiguration<MailboxMessage>
{
    public void Configure(EntityTypeBuilder<MailboxMessage> builder)
    {
        builder.ToTable("mailbox_messages");
        builder.HasKey(message => new { message.TenantId, message.Id });
        builder.Property(message => message.TenantId).HasMaxLength(21);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Type).HasConversion<string>().HasMaxLength(16);
        builder.Property(message => message.Recipient).HasMaxLength(256);
        builder.Property(message => message.UsageType).HasMaxLength(64);
    }
}

internal static class ConnectorSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Connector> Connectors => db.Set<Connector>();

        public DbSet<MessageCount> MessageCounts => db.Set<MessageCount>();

        public DbSet<MailboxMessage> MailboxMessages => db.Set<MailboxMessage>();
    }
}
