using Gatehouse.Server.Data;
using Gatehouse.Server.SsoConnectors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Organizations;

internal sealed class JustInTimeDomainMapping : IEntityTypeConfiguration<JustInTimeDomain>
{
    public void Configure(EntityTypeBuilder<JustInTimeDomain> builder)
    {
        builder.ToTable("organization_jit_email_domains").ReportsMissingRelationsAs(422);
        builder.HasKey(domain => new { domain.TenantId, domain.OrganizationId, domain.EmailDomain });
        builder.Property(domain => domain.TenantId).HasMaxLength(21);
        builder.Property(domain => domain.OrganizationId).HasMaxLength(21);
        builder.Property(domain => domain.EmailDomain).HasMaxLength(128);
        builder.HasIndex(domain => new { domain.TenantId, domain.EmailDomain });
        builder.HasOne<Organization>().WithMany().HasForeignKey(domain => new { domain.TenantId, domain.OrganizationId });
    }
}

internal sealed class JustInTimeRoleMapping : IEntityTypeConfiguration<JustInTimeRole>
{
    public void Configure(EntityTypeBuilder<JustInTimeRole> builder)
    {
        builder.ToTable("organization_jit_roles").ReportsMissingRelationsAs(422);
        builder.HasKey(role => new { role.TenantId, role.OrganizationId, role.OrganizationRoleId });
        builder.Property(role => role.TenantId).HasMaxLength(21);
        builder.Property(role => role.OrganizationId).HasMaxLength(21);
        builder.Property(role => role.OrganizationRoleId).HasMaxLength(21);
        builder.HasOne<Organization>().WithMany().HasForeignKey(role => new { role.TenantId, role.OrganizationId });
        builder.HasOne<OrganizationRole>().WithMany().HasForeignKey(role => new { role.TenantId, role.OrganizationRoleId });
    }
}

internal sealed class JustInTimeSsoConnectorMapping : IEntityTypeConfiguration<JustInTimeSsoConnector>
{
    public void Configure(EntityTypeBuilder<JustInTimeSsoConnector> builder)
    {
        builder.ToTable("organization_jit_sso_connectors").ReportsMissingRelationsAs(422);
        builder.HasKey(connector => new { connector.TenantId, connector.OrganizationId, connector.SsoConnectorId });
        builder.Property(connector => connector.TenantId).HasMaxLength(21);
        builder.Property(connector => connector.OrganizationId).HasMaxLength(21);
        builder.Property(connector => connector.SsoConnectorId).HasMaxLength(128);
        builder.HasOne<Organization>().WithMany().HasForeignKey(connector => new { connector.TenantId, connector.OrganizationId });
        builder.HasOne<SsoConnector>().WithMany().HasForeignKey(connector => new { connector.TenantId, connector.SsoConnectorId });
    }
}

internal static class JustInTimeSets
{
    extension(GatehouseDb db)
    {
        public DbSet<JustInTimeDomain> JustInTimeDomains => db.Set<JustInTimeDomain>();

        public DbSet<JustInTimeRole> JustInTimeRoles => db.Set<JustInTimeRole>();

        public DbSet<JustInTimeSsoConnector> JustInTimeSsoConnectors => db.Set<JustInTimeSsoConnector>();
    }
}
