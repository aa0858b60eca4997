using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Organizations;

internal sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organizations").HasRowVersion();
        builder.HasKey(organization => new { organization.TenantId, organization.Id });
        builder.Property(organization => organization.TenantId).HasMaxLength(21);
        builder.Property(organization => organization.Id).HasMaxLength(21);
        builder.Property(organization => organization.Name).HasMaxLength(128);
        builder.Property(organization => organization.Description).HasMaxLength(256);
        builder.HasIndex(organization => new { organization.TenantId, organization.CreatedAt, organization.Id });
    }
}

internal sealed class OrganizationUserMapping : IEntityTypeConfiguration<OrganizationUser>
{
    public void Configure(EntityTypeBuilder<OrganizationUser> builder)
    {
        builder.ToTable("organization_users").ReportsMissingRelationsAs(422);
        builder.HasKey(member => new { member.TenantId, member.OrganizationId, member.UserId });
        builder.Property(member => member.TenantId).HasMaxLength(21);
        builder.Property(member => member.OrganizationId).HasMaxLength(21);
        builder.Property(member => member.UserId).HasMaxLength(12);
        builder.HasOne<Organization>().WithMany().HasForeignKey(member => new { member.TenantId, member.OrganizationId });
        builder.HasOne<User>().WithMany().HasForeignKey(member => new { member.TenantId, member.UserId });
    }
}

internal sealed class OrganizationUserRoleMapping : IEntityTypeConfiguration<OrganizationUserRole>
{
    public void Configure(EntityTypeBuilder<OrganizationUserRole> builder)
    {
        builder.ToTable("organization_user_roles").ReportsMissingRelationsAs(422);
        builder.HasKey(grant => new { grant.TenantId, grant.OrganizationId, grant.UserId, grant.OrganizationRoleId });
        builder.Property(grant => grant.TenantId).HasMaxLength(21);
        builder.Property(grant => grant.OrganizationId).HasMaxLength(21);
        builder.Property(grant => grant.UserId).HasMaxLength(12);
        builder.Property(grant => grant.OrganizationRoleId).HasMaxLength(21);
        builder.HasOne<OrganizationUser>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.OrganizationId, grant.UserId });
        builder.HasOne<OrganizationRole>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.OrganizationRoleId });
    }
}

internal sealed class OrganizationScopeMapping : IEntityTypeConfiguration<OrganizationScope>
{
    public void Configure(EntityTypeBuilder<OrganizationScope> builder)
    {
        builder.ToTable("organization_scopes").IsConfiguration();
        builder.HasKey(scope => new { scope.TenantId, scope.Id });
        builder.Property(scope => scope.TenantId).HasMaxLength(21);
        builder.Property(scope => scope.Id).HasMaxLength(21);
        builder.Property(scope => scope.Name).HasMaxLength(128);
        builder.Property(scope => scope.Description).HasMaxLength(256);
        builder.HasIndex(scope => new { scope.TenantId, scope.Name }).IsUnique();
    }
}

internal sealed class OrganizationRoleMapping : IEntityTypeConfiguration<OrganizationRole>
{
    public void Configure(EntityTypeBuilder<OrganizationRole> builder)
    {
        builder.ToTable("organization_roles").IsConfiguration();
        builder.HasKey(role => new { role.TenantId, role.Id });
        builder.Property(role => role.TenantId).HasMaxLength(21);
        builder.Property(role => role.Id).HasMaxLength(21);
        builder.Property(role => role.Name).HasMaxLength(128);
        builder.Property(role => role.Description).HasMaxLength(256);
        builder.Property(role => role.Type).HasMaxLength(32);
        builder.HasIndex(role => new { role.TenantId, role.Name }).IsUnique();
    }
}

internal sealed class OrganizationRoleScopeMapping : IEntityTypeConfiguration<OrganizationRoleScope>
{
    public void Configure(EntityTypeBuilder<OrganizationRoleScope> builder)
    {
        builder.ToTable("organization_role_scopes").IsConfiguration().ReportsMissingRelationsAs(422);
        builder.HasKey(grant => new { grant.TenantId, grant.OrganizationRoleId, grant.OrganizationScopeId });
        builder.Property(grant => grant.TenantId).HasMaxLength(21);
        builder.Property(grant => grant.OrganizationRoleId).HasMaxLength(21);
        builder.Property(grant => grant.OrganizationScopeId).HasMaxLength(21);
        builder.HasOne<OrganizationRole>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.OrganizationRoleId });
        builder.HasOne<OrganizationScope>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.OrganizationScopeId });
    }
}

internal sealed class OrganizationRoleResourceScopeMapping : IEntityTypeConfiguration<OrganizationRoleResourceScope>
{
    public void Configure(EntityTypeBuilder<OrganizationRoleResourceScope> builder)
    {
        builder.ToTable("organization_role_resource_scopes").IsConfiguration().ReportsMissingRelationsAs(422);
        builder.HasKey(grant => new { grant.TenantId, grant.OrganizationRoleId, grant.ScopeId });
        builder.Property(grant => grant.TenantId).HasMaxLength(21);
        builder.Property(grant => grant.OrganizationRoleId).HasMaxLength(21);
        builder.Property(grant => grant.ScopeId).HasMaxLength(21);
        builder.HasOne<OrganizationRole>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.OrganizationRoleId });
        builder.HasOne<ResourceScope>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.ScopeId });
    }
}

internal sealed class OrganizationApplicationMapping : IEntityTypeConfiguration<OrganizationApplication>
{
    public void Configure(EntityTypeBuilder<OrganizationApplication> builder)
    {
        builder.ToTable("organization_applications").IsConfiguration().ReportsMissingRelationsAs(422);
        builder.HasKey(member => new { member.TenantId, member.OrganizationId, member.ApplicationId });
        builder.Property(member => member.TenantId).HasMaxLength(21);
        builder.Property(member => member.OrganizationId).HasMaxLength(21);
        builder.Property(member => member.ApplicationId).HasMaxLength(21);
        builder.HasOne<Organization>().WithMany().HasForeignKey(member => new { member.TenantId, member.OrganizationId });
        builder.HasOne<Application>().WithMany().HasForeignKey(member => new { member.TenantId, member.ApplicationId });
    }
}

internal sealed class OrganizationApplicationRoleMapping : IEntityTypeConfiguration<OrganizationApplicationRole>
{
    public void Configure(EntityTypeBuilder<OrganizationApplicationRole> builder)
    {
        builder.ToTable("organization_application_roles").IsConfiguration().ReportsMissingRelationsAs(422);
        builder.HasKey(grant => new { grant.TenantId, grant.OrganizationId, grant.ApplicationId, grant.OrganizationRoleId });
        builder.Property(grant => grant.TenantId).HasMaxLength(21);
        builder.Property(grant => grant.OrganizationId).HasMaxLength(21);
        builder.Property(grant => grant.ApplicationId).HasMaxLength(21);
        builder.Property(grant => grant.OrganizationRoleId).HasMaxLength(21);
        builder.HasOne<OrganizationApplication>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.OrganizationId, grant.ApplicationId });
        builder.HasOne<OrganizationRole>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.OrganizationRoleId });
    }
}

internal static class OrganizationSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Organization> Organizations => db.Set<Organization>();

        public DbSet<OrganizationUser> OrganizationUsers => db.Set<OrganizationUser>();

        public DbSet<OrganizationUserRole> OrganizationUserRoles => db.Set<OrganizationUserRole>();

        public DbSet<OrganizationScope> OrganizationScopes => db.Set<OrganizationScope>();

        public DbSet<OrganizationRole> OrganizationRoles => db.Set<OrganizationRole>();

        public DbSet<OrganizationRoleScope> OrganizationRoleScopes => db.Set<OrganizationRoleScope>();

        public DbSet<OrganizationRoleResourceScope> OrganizationRoleResourceScopes => db.Set<OrganizationRoleResourceScope>();

        public DbSet<OrganizationApplication> OrganizationApplications => db.Set<OrganizationApplication>();

        public DbSet<OrganizationApplicationRole> OrganizationApplicationRoles => db.Set<OrganizationApplicationRole>();
    }
}
