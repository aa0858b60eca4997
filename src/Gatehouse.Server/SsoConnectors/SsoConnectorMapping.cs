using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.SsoConnectors;

internal sealed class SsoConnectorMapping : IEntityTypeConfiguration<SsoConnector>
{
    public void Configure(EntityTypeBuilder<SsoConnector> builder)
    {
        builder.ToTable("sso_connectors").IsConfiguration().HasRowVersion();
        builder.HasKey(connector => new { connector.TenantId, connector.Id });
        builder.Property(connector => connector.TenantId).HasMaxLength(21);
        builder.Property(connector => connector.Id).HasMaxLength(128);
        builder.Property(connector => connector.ProviderName).HasMaxLength(128);
        builder.Property(connector => connector.ConnectorName).HasMaxLength(128);
        builder.HasIndex(connector => new { connector.TenantId, connector.ConnectorName }).IsUniqueOr("single_sign_on.duplicate_connector_name");
    }
}

internal static class SsoConnectorSets
{
    extension(GatehouseDb db)
    {
        public DbSet<SsoConnector> SsoConnectors => db.Set<SsoConnector>();
    }
}
