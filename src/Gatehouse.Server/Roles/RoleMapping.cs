using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Roles;

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles").IsConfiguration();
        builder.HasKey(role => new { role.TenantId, role.Id });
        builder.Property(role => role.TenantId).HasMaxLength(21);
        builder.Property(role => role.Id).HasMaxLength(21);
        builder.Property(role => role.Name).HasMaxLength(128);
        builder.Property(role => role.Description).HasMaxLength(128);
        builder.Property(role => role.Type).HasConversion<string>().HasMaxLength(32);
        builder.Ignore(role => role.IsInternal);
        builder.HasIndex(role => new { role.TenantId, role.Name }).IsUniqueOr("role.name_in_use");
    }
}

internal sealed class RoleScopeMapping : IEntityTypeConfiguration<RoleScope>
{
    public void Configure(EntityTypeBuilder<RoleScope> builder)
    {
        builder.ToTable("role_scopes").IsConfiguration();
        builder.HasKey(grant => new { grant.TenantId, grant.RoleId, grant.ScopeId }).OrTaken("role.scope_exists");
        builder.Property(grant => grant.TenantId).HasMaxLength(21);
        builder.Property(grant => grant.RoleId).HasMaxLength(21);
        builder.Property(grant => grant.ScopeId).HasMaxLength(21);
        builder.HasOne<Role>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.RoleId });
        builder.HasOne<ResourceScope>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.ScopeId });
    }
}

internal sealed class ApplicationRoleMapping : IEntityTypeConfiguration<ApplicationRole>
{
    public void Configure(EntityTypeBuilder<ApplicationRole> builder)
    {
        builder.ToTable("application_roles").IsConfiguration();
        builder.HasKey(grant => new { grant.TenantId, grant.ApplicationId, grant.RoleId }).OrTaken("application.role_exists");
        builder.Property(grant => grant.TenantId).HasMaxLength(21);
        builder.Property(grant => grant.ApplicationId).HasMaxLength(21);
        builder.Property(grant => grant.RoleId).HasMaxLength(21);
        builder.HasOne<Application>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.ApplicationId });
        builder.HasOne<Role>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.RoleId });
    }
}

internal static class RoleSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Role> Roles => db.Set<Role>();

        public DbSet<RoleScope> RoleScopes => db.Set<RoleScope>();

        public DbSet<ApplicationRole> ApplicationRoles => db.Set<ApplicationRole>();
    }
}
